/** Source text as the formatter would write it: on one line where it fits, else one item a line. */

/** A piece of source: a word, or a list of pieces between brackets. */
export type Piece = string | Bracketed

/** Pieces between brackets, each with the text before it, such as `roles: `. */
export interface Bracketed {
  readonly open: string
  readonly items: readonly { readonly before: string; readonly piece: Piece }[]
  readonly close: string
}

const columnsMax = 100

/** An object of named pieces. */
export const objectOf = (fields: readonly (readonly [name: string, piece: Piece])[]): Piece => ({
  open: '{',
  items: fields.map(([name, piece]) => ({ before: `${formatKey(name)}: `, piece })),
  close: '}',
})

/** An array of pieces. */
export const listOf = (pieces: readonly Piece[]): Piece => ({
  open: '[',
  items: pieces.map((piece) => ({ before: '', piece })),
  close: ']',
})

/** A call with pieces as its arguments. */
export const callOf = (name: string, ...pieces: readonly Piece[]): Piece => ({
  open: `${name}(`,
  items: pieces.map((piece) => ({ before: '', piece })),
  close: ')',
})

/** A text in the quotes that need fewer escapes. */
export const quote = (text: string): string => {
  const json = JSON.stringify(text)
  const [singles, doubles] = [text.split("'").length, text.split('"').length]
  if (singles > doubles) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A name as a key: quoted where it must be. */
export const formatKey = (name: string): string =>
  /^[a-z_$][\w$]*$/i.test(name) ? name : quote(name)

/** The text of a piece that begins at `column` of a line indented by `indent`; `after` follows it. */
export const formatPiece = (
  piece: Piece,
  at: { readonly indent: number; readonly column: number; readonly after: number },
): string => {
  const flat = flatOf(piece)
  if (typeof piece === 'string' || at.column + flat.length + at.after <= columnsMax) return flat
  return hugged(piece, at) ?? broken(piece, at.indent)
}

const flatOf = (piece: Piece): string => {
  if (typeof piece === 'string') return piece
  const inner = piece.items.map((item) => item.before + flatOf(item.piece)).join(', ')
  const space = piece.open === '{' && inner !== '' ? ' ' : ''
  return piece.open + space + inner + space + piece.close
}

/** A call whose last argument is an object: the others stay on the line, the object is broken. */
const hugged = (
  { open, items, close }: Bracketed,
  at: { readonly indent: number; readonly column: number },
): string | undefined => {
  const last = items.at(-1)?.piece
  if (!open.endsWith('(') || last === undefined || typeof last === 'string') return undefined
  if (last.open !== '{') return undefined
  const first = items.slice(0, -1).map(({ piece }) => `${flatOf(piece)}, `)
  const start = open + first.join('')
  if (at.column + start.length + 1 > columnsMax) return undefined
  return start + broken(last, at.indent) + close
}

const broken = ({ open, items, close }: Bracketed, indent: number): string => {
  const inner = indent + 2
  const lines = items.map(({ before, piece }) => {
    const text = formatPiece(piece, { indent: inner, column: inner + before.length, after: 1 })
    return `${' '.repeat(inner)}${before}${text},`
  })
  return [open, ...lines, ' '.repeat(indent) + close].join('\n')
}
