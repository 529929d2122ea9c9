/** Fitting pieces into a budget: the most decisive first, each whole, else shortened, else left out. */
import type { BriefOptions, IncludedPiece, Layout, LeftOutPiece, Piece } from './brief.ts'
import type { Taken } from './tokens-by.ts'

/** Pieces that fit, as text with its count. */
export interface Fitted<Section extends string> {
  readonly text: string
  readonly tokens: number
  readonly taken: readonly Taken<Section>[]
  readonly included: readonly IncludedPiece<Section>[]
  readonly leftOut: readonly LeftOutPiece<Section>[]
}

/**
 * Fits the pieces. Pieces of rank 0 stand in any case, in their short form where the whole does not fit, so
 * that a budget below their size is passed by what nobody could do without.
 */
export const fit = <Section extends string>(
  pieces: readonly Piece<Section>[],
  layout: Layout<Section>,
  options: BriefOptions,
): Fitted<Section> => {
  const taken: Taken<Section>[] = []
  const leftOut: LeftOutPiece<Section>[] = []
  const fixed = pieces.filter((piece) => piece.rank === 0)
  const reserve = fixed.reduce((sum, piece) => sum + countOf(piece.short ?? piece.text, options), 0)
  let room = options.tokensMax - reserve - headingTokens(pieces, layout, options)
  for (const piece of byRank(pieces)) {
    const base = piece.rank === 0 ? countOf(piece.short ?? piece.text, options) : 0
    const one = takePiece(piece, room + base, options)
    if (one === undefined) leftOut.push({ section: piece.section, what: piece.what, why: 'budget' })
    else {
      taken.push(one)
      room -= one.tokens - base
    }
  }
  return settle({ taken, leftOut, layout }, options)
}

const byRank = <Section extends string>(
  pieces: readonly Piece<Section>[],
): readonly Piece<Section>[] => pieces.toSorted((a, b) => a.rank - b.rank)

const countOf = (text: string, options: BriefOptions): number => options.countTokens(`${text}\n`)

const headingTokens = <Section extends string>(
  pieces: readonly Piece<Section>[],
  { headings }: Layout<Section>,
  options: BriefOptions,
): number => {
  const named = new Set(pieces.map((piece) => piece.section))
  return [...named].reduce((sum, name) => sum + countOf(`\n## ${headings[name]}`, options), 0)
}

const takePiece = <Section extends string>(
  piece: Piece<Section>,
  room: number,
  options: BriefOptions,
): Taken<Section> | undefined => {
  const whole = countOf(piece.text, options)
  if (whole <= room) return { piece, text: piece.text, tokens: whole }
  const text = piece.short ?? (piece.rank === 0 ? piece.text : undefined)
  if (text === undefined) return undefined
  const tokens = countOf(text, options)
  return piece.rank === 0 || tokens <= room ? { piece, text, tokens } : undefined
}

interface Settling<Section extends string> {
  readonly taken: Taken<Section>[]
  readonly leftOut: LeftOutPiece<Section>[]
  readonly layout: Layout<Section>
}

// Tokens of the whole may differ a little from the sum of its pieces: what is too much leaves, last rank first.
const settle = <Section extends string>(
  { taken, leftOut, layout }: Settling<Section>,
  options: BriefOptions,
): Fitted<Section> => {
  for (;;) {
    const text = render(taken, layout)
    const tokens = options.countTokens(text)
    const last = taken.findLastIndex((one) => one.piece.rank > 0)
    const [surplus] = tokens > options.tokensMax && last >= 0 ? taken.splice(last, 1) : []
    if (surplus === undefined) {
      return { text, tokens, taken, included: listed(taken, layout), leftOut }
    }
    const { section, what } = surplus.piece
    leftOut.push({ section, what, why: 'budget' })
  }
}

const listed = <Section extends string>(
  taken: readonly Taken<Section>[],
  { sections }: Layout<Section>,
): readonly IncludedPiece<Section>[] =>
  sections
    .flatMap((name) => taken.filter(({ piece }) => piece.section === name))
    .map(({ piece, text, tokens }) => ({
      section: piece.section,
      what: piece.what,
      tokens,
      shortened: text !== piece.text,
    }))

const render = <Section extends string>(
  taken: readonly Taken<Section>[],
  { sections, headings }: Layout<Section>,
): string => {
  const blocks = sections.flatMap((name) => {
    const lines = taken.filter(({ piece }) => piece.section === name).map(({ text }) => text)
    if (lines.length === 0) return []
    const heading = headings[name]
    return [heading === '' ? lines.join('\n') : `## ${heading}\n${lines.join('\n')}`]
  })
  return `${blocks.join('\n\n')}\n`
}
