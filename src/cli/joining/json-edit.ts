/** Puts one child into an object or a list, and takes one out, with every other byte where it was. */
import type { Node } from 'jsonc-parser'
import type { Json } from '../../base/index.ts'
import { type JsonDocument, type Stretch, stretchOf } from './json-document.ts'

/** What is put in: an element of a list, or a member by its name. */
export interface NewChild {
  readonly name?: string
  readonly value: Json
}

/** The text with a child more, put behind all others. */
export const insertChild = (document: JsonDocument, container: Node, child: NewChild): string => {
  const { text } = document
  const inside = insideOf(container)
  const last = container.children?.at(-1)
  const lastEnd = last === undefined ? inside.start : stretchOf(last).end
  const comma = document.commas.find((at) => at >= lastEnd && at < inside.end)
  const ends = [...document.comments.map(({ end }) => end), (comma ?? lastEnd - 1) + 1]
  const at = Math.max(...ends.filter((end) => end >= lastEnd && end <= inside.end))
  const layout = layoutOf(document, container)
  const own = layout.isInline ? inlineText(child) : ownLines(child, layout)
  const hasTrailingComma = last !== undefined && comma !== undefined
  const behind = hasTrailingComma ? `${own},` : own
  const between = layout.isInline
    ? spaceBefore(text, at, inside)
    : `${layout.endOfLine}${layout.indent}`
  const isOpen = last === undefined && !layout.isInline && !/\n/.test(text.slice(at, inside.end))
  const closing = isOpen ? `${layout.endOfLine}${layout.closingIndent}` : ''
  const needsComma = last !== undefined && comma === undefined
  return [
    text.slice(0, lastEnd),
    needsComma ? ',' : '',
    text.slice(lastEnd, at),
    between,
    behind,
    closing,
    text.slice(at),
  ].join('')
}

/** The text without a child. `emptied` is what an only child leaves behind, where that is known. */
export const removeChild = (
  document: JsonDocument,
  container: Node,
  { child, emptied }: { readonly child: Node; readonly emptied?: string },
): string => {
  const { text, commas } = document
  const children = container.children ?? []
  const index = children.indexOf(child)
  const inside = insideOf(container)
  const { start, end } = stretchOf(child)
  const gapStart = text.slice(0, start).trimEnd().length
  const next = children[index + 1]
  const nextStart = next === undefined ? inside.end : next.offset
  const commaBehind = commas.find((at) => at >= end && at < nextStart)
  if (commaBehind !== undefined) {
    return without(text, [
      { start: gapStart, end },
      { start: commaBehind, end: commaBehind + 1 },
    ])
  }
  const previous = children[index - 1]
  if (previous !== undefined) {
    const previousEnd = stretchOf(previous).end
    const comma = commas.find((at) => at >= previousEnd && at < start) ?? start
    return without(text, [
      { start: comma, end: Math.min(comma + 1, start) },
      { start: gapStart, end },
    ])
  }
  const [before, after] = [text.slice(inside.start, gapStart), text.slice(end, inside.end)]
  const isOurSpace = emptied !== undefined && after.trim() === ''
  // The space before the bracket may be ours; what stood there before is known.
  const rest = isOurSpace ? `${before}${/\s*$/.exec(emptied)?.[0] ?? ''}` : `${before}${after}`
  const left = rest.trim() === '' ? (emptied ?? '') : rest
  return `${text.slice(0, inside.start)}${left}${text.slice(inside.end)}`
}

/** What stands between the brackets of a container. */
export const innerText = ({ text }: JsonDocument, container: Node): string => {
  const { start, end } = insideOf(container)
  return text.slice(start, end)
}

const insideOf = (container: Node): Stretch => {
  const { start, end } = stretchOf(container)
  return { start: start + 1, end: end - 1 }
}

const without = (text: string, stretches: readonly Stretch[]): string => {
  const sorted = [...stretches].sort((one, other) => one.start - other.start)
  const kept: string[] = []
  let from = 0
  for (const { start, end } of sorted) {
    kept.push(text.slice(from, Math.max(from, start)))
    from = Math.max(from, end)
  }
  return [...kept, text.slice(from)].join('')
}

interface Layout {
  readonly isInline: boolean
  readonly endOfLine: string
  /** What stands before a child on a line of its own. */
  readonly indent: string
  readonly closingIndent: string
  readonly unit: string
}

/** How the file is laid out, so that what is added looks as if its owner had written it. */
const layoutOf = ({ text, root }: JsonDocument, container: Node): Layout => {
  const { start, end } = stretchOf(container)
  const [first] = container.children ?? []
  const hasLines = text.slice(start, end).includes('\n')
  const isInline = first === undefined ? !text.trim().includes('\n') : !hasLines
  const isWhole = container === root && text.trim() === '{}'
  const outer = indentOf(text, start)
  const [top] = root.children ?? []
  const unit = (top === undefined ? undefined : ownIndent(text, top.offset)) || '  '
  return {
    isInline: isInline && !isWhole,
    endOfLine: /\r\n/.test(text) ? '\r\n' : '\n',
    indent: (first === undefined ? undefined : ownIndent(text, first.offset)) ?? `${outer}${unit}`,
    closingIndent: outer,
    unit,
  }
}

const lineBefore = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)

const indentOf = (text: string, offset: number): string =>
  /^[ \t]*/.exec(lineBefore(text, offset).replace(/^\uFEFF/, ''))?.[0] ?? ''

/** The white space before something that begins its line; undefined where something stands before it. */
const ownIndent = (text: string, offset: number): string | undefined => {
  const before = lineBefore(text, offset)
  return /^[ \t]*$/.test(before) && text.slice(0, offset).includes('\n') ? before : undefined
}

const nameText = ({ name }: NewChild, space: string): string =>
  name === undefined ? '' : `${JSON.stringify(name)}:${space}`

const inlineText = (child: NewChild): string =>
  `${nameText(child, ' ')}${JSON.stringify(child.value)}`

const ownLines = (child: NewChild, { unit, endOfLine, indent }: Layout): string => {
  const lines = JSON.stringify(child.value, undefined, unit).split('\n')
  return `${nameText(child, ' ')}${lines.join(`${endOfLine}${indent}`)}`
}

// On one line a space is put where its owner puts them: behind each comma, not behind a bracket.
const spaceBefore = (text: string, at: number, inside: Stretch): string =>
  at === inside.start || /\s$/.test(text.slice(0, at)) ? '' : ' '
