/** Lines of ours between two marks, in a file that reads `#` as a comment. */
import type { Bare } from './json-entries.ts'

const beginning = '# Between these two lines: written by `firm join`, taken out by `firm leave`.'
const ending = '# The end of what `firm join` wrote.'

/** The text with the lines between marks, behind all else. */
export const addBlock = (text: string, lines: readonly string[]): string => {
  const endOfLine = text.includes('\r\n') ? '\r\n' : '\n'
  const isOpen = text !== '' && !text.endsWith('\n')
  const block = [beginning, ...lines, ending].map((line) => `${line}${endOfLine}`).join('')
  return `${text}${isOpen ? endOfLine : ''}${block}`
}

/** The lines between the marks; undefined where there are none. */
export const blockIn = (text: string): readonly string[] | undefined => {
  const found = findBlock(text)
  return found?.inner.split(/\r?\n/).filter((line) => line !== '')
}

/** The text without the marks and what is between them. */
export const removeBlock = (text: string, bare: Bare): string => {
  const found = findBlock(text)
  if (found === undefined) return text
  const [before, after] = [text.slice(0, found.start), text.slice(found.end)]
  // A last line that had no end was given one, and is given back without.
  const wasOpen = bare.kind === 'known' && bare.text !== '' && !bare.text.endsWith('\n')
  return after === '' && wasOpen ? before.replace(/\r?\n$/, '') : `${before}${after}`
}

const findBlock = (
  text: string,
): { readonly start: number; readonly end: number; readonly inner: string } | undefined => {
  const start = text.indexOf(beginning)
  const behind = text.indexOf(ending, start)
  if (start < 0 || behind < 0) return undefined
  const end =
    behind + ending.length + (/^\r?\n/.exec(text.slice(behind + ending.length))?.[0].length ?? 0)
  return { start, end, inner: text.slice(start + beginning.length, behind) }
}
