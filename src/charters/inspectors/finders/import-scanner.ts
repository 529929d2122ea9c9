/** Finds what JavaScript and TypeScript sources import, by reading past comments, texts and patterns. */

/** A module that a source names. */
export interface NamedImport {
  readonly specifier: string
  readonly line: number
}

const importing =
  /(?:^|[^.\w$])(?:(?:from|import)\s*|(?:import|require(?:\s*\.\s*resolve)?)\s*\(\s*)$/
const candidate =
  /\b(?:from|import|require|resolve)\b(?:\s|\/\*.*?\*\/|\()*["'](?![./])([^"'\n\\]+)["']/g

/** Whether a source may import something that `isWanted`; quick, and may say so too often. */
export const mayImport = (source: string, isWanted: (specifier: string) => boolean): boolean => {
  for (const match of source.matchAll(candidate)) {
    if (isWanted(match[1] ?? '')) return true
  }
  return false
}

/** Every module that a source names by import, export, require or require.resolve. */
export const scanImports = (source: string): readonly NamedImport[] => {
  const found: NamedImport[] = []
  // Code without its comments and texts, as far as it matters for what follows.
  let code = ''
  let at = 0
  const templates: number[] = []
  let depth = 0
  while (at < source.length) {
    const end = endOfPlain(source, at)
    if (end > at) {
      code = (code + source.slice(at, end)).slice(-80)
      at = end
      continue
    }
    const piece = readPiece(source, at, { code, closesTemplate: templates.at(-1) === depth })
    if (piece.opens === 'template') templates.push(depth)
    if (piece.closes === 'template') templates.pop()
    if (piece.opens === 'brace') depth += 1
    if (piece.closes === 'brace') depth -= 1
    if (piece.text !== undefined && importing.test(code)) {
      found.push({ specifier: piece.text, line: lineAt(source, at) })
    }
    code = (code + piece.code).slice(-80)
    at = piece.end
  }
  return found
}

interface Piece {
  readonly end: number
  /** What stands for it in the code that is left. */
  readonly code: string
  /** The content of a text in quotes. */
  readonly text?: string
  readonly opens?: 'template' | 'brace'
  readonly closes?: 'template' | 'brace'
}

const special = /["'`/{}]/g

const endOfPlain = (source: string, at: number): number => {
  special.lastIndex = at
  return special.exec(source)?.index ?? source.length
}

const readPiece = (
  source: string,
  at: number,
  context: { readonly code: string; readonly closesTemplate: boolean },
): Piece => {
  const sign = source[at] ?? ''
  if (sign === '"' || sign === "'") return readQuoted(source, at)
  if (sign === '`') return readTemplate(source, at + 1)
  if (sign === '{') return { end: at + 1, code: '{', opens: 'brace' }
  if (sign === '}') {
    if (!context.closesTemplate) return { end: at + 1, code: '}', closes: 'brace' }
    const rest = readTemplate(source, at + 1)
    // The template goes on: it stays open if another expression begins in it.
    return rest.opens === undefined
      ? { end: rest.end, code: '``', closes: 'template' }
      : { end: rest.end, code: '' }
  }
  return readSlash(source, at, context.code)
}

const readQuoted = (source: string, at: number): Piece => {
  const quoted = /(["'])((?:\\[\s\S]|(?!\1)[^\\\n])*)\1/y
  quoted.lastIndex = at
  const match = quoted.exec(source)
  // A quotation mark that nothing closes on its line is a word's apostrophe, in markup.
  if (match === null) return { end: at + 1, code: ' ' }
  return { end: quoted.lastIndex, code: '""', text: match[2] ?? '' }
}

const readTemplate = (source: string, at: number): Piece => {
  const template = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*(`|\$\{)?/y
  template.lastIndex = at
  const match = template.exec(source)
  const end = Math.max(template.lastIndex, at)
  return match?.[1] === '${' ? { end, code: '(', opens: 'template' } : { end, code: '``' }
}

const readSlash = (source: string, at: number, code: string): Piece => {
  const next = source[at + 1]
  if (next === '/') {
    const end = source.indexOf('\n', at)
    return { end: end < 0 ? source.length : end, code: ' ' }
  }
  if (next === '*') {
    const end = source.indexOf('*/', at + 2)
    return { end: end < 0 ? source.length : end + 2, code: ' ' }
  }
  const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y
  pattern.lastIndex = at
  const mayBegin = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void))\s*$/
  if (!mayBegin.test(code) || !pattern.test(source)) return { end: at + 1, code: '/' }
  return { end: pattern.lastIndex, code: '/r/' }
}

const lineAt = (source: string, at: number): number => source.slice(0, at).split('\n').length
