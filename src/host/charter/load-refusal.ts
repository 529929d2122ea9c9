/** Why a charter could not be loaded, in sentences that name the place and the mend. */
import { fileURLToPath } from 'node:url'
import { refused, type Refused } from '../../base/index.ts'
import type { Told } from './module-hooks.ts'

/** What can keep a charter from being loaded. */
export type LoadRefusal =
  | 'no-file'
  | 'syntax'
  | 'no-import'
  | 'malformed'
  | 'threw'
  | 'no-end'
  | 'no-firm'

/** There is no such file. */
export const noFile = (file: string): Refused<LoadRefusal> =>
  refused(
    'no-file',
    `there is no file ${file}`,
    'Write one with `firm init`, or name another file.',
  )

/** The module waits for something that does not come. */
export const noEnd = (file: string, waitMs: number): Refused<LoadRefusal> =>
  refused(
    'no-end',
    `${file} was not read to its end within ${waitMs / 1000} s: it waits for something`,
    'A charter only declares; look for an `await` at its top.',
  )

/** The module has no firm as its default export. */
export const noFirm = (file: string, found: unknown): Refused<LoadRefusal> =>
  refused(
    'no-firm',
    `the default export of ${file} is ${found === undefined ? 'missing' : 'no firm'}`,
    "End the file with `export default firm('name', { … })`.",
  )

/** What went wrong in a loading, from what was thrown and what the loader's thread told. */
export const refusalOf = (error: unknown, told: readonly Told[]): Refused<LoadRefusal> => {
  const syntax = told.find((one) => one.kind === 'syntax')
  if (syntax !== undefined) return syntaxRefusal(fileURLToPath(syntax.url), syntax.said)
  const missing = told.findLast((one) => one.kind === 'missing')
  if (missing !== undefined && codeOf(error)?.startsWith('ERR_') === true) {
    return missingRefusal(missing.what, missing.from)
  }
  return thrownRefusal(error)
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** Of the stripper's picture only the sentence and the place are kept. */
const syntaxRefusal = (file: string, said: string): Refused<LoadRefusal> => {
  const sentence = /^\s*[x×]\s*(.+)$/m.exec(said)?.[1] ?? said.trim()
  const { place, code } = pictured(said.split('\n'))
  const where = place === '' ? file : `${file}:${place}`
  const seen = code === '' ? '' : ` (${code})`
  const mend = /strip-only/.test(sentence)
    ? 'Write it without: only types that can be erased are understood.'
    : 'Mend the line; nothing was changed.'
  return refused('syntax', `${where}: ${sentence.replace(/\.$/, '')}${seen}`, mend)
}

/** The line that a caret points at, else the last one shown. */
const pictured = (lines: readonly string[]): { readonly place: string; readonly code: string } => {
  const isCode = (line: string): boolean => /^\s*\d+\s[|│]/.test(line)
  const caret = lines.findIndex((line) => /^\s*[:·]\s*[\^─┬]/.test(line))
  const shown = caret > 0 ? lines[caret - 1] : lines.findLast(isCode)
  const [, number, code = ''] = /^(\s*\d+)\s[|│]\s?(.*)$/.exec(shown ?? '') ?? []
  if (number === undefined) return { place: '', code: '' }
  const column = (lines[caret]?.search(/[\^─┬]/) ?? 0) - number.length - 2
  const place = caret > 0 ? `${number.trim()}:${Math.max(1, column)}` : number.trim()
  return { place, code: code.trim() }
}

const missingRefusal = (what: string, from: string): Refused<LoadRefusal> => {
  const where = from.startsWith('file:') ? fileURLToPath(from) : from
  const mend = what.startsWith('firm/')
    ? "Import from 'firm', or from a part that the package has, such as 'firm/protocol'."
    : /^\.{0,2}\//.test(what)
      ? 'Name a file that is there, with its extension.'
      : `Install it beside the charter: npm install ${what}.`
  return refused('no-import', `${where} imports '${what}', which is not there`, mend)
}

const thrownRefusal = (error: unknown): Refused<LoadRefusal> => {
  const message = error instanceof Error ? error.message : String(error)
  const place = error instanceof Error ? placeIn(error.stack ?? '') : undefined
  const where = place === undefined ? '' : `${place}: `
  const absent = /'(.+?)' does not provide an export named '(.+?)'/.exec(message)
  if (absent !== null) {
    const sentence = `${where}'${absent[1] ?? ''}' has nothing by the name '${absent[2] ?? ''}'`
    return refused('no-import', sentence, 'Mend the name; your editor lists what there is.')
  }
  // By its code, not by its class: it may come from another copy of the package.
  if (codeOf(error) === 'charter-malformed' || codeOf(error) === 'protocol-malformed') {
    const hint = error instanceof Error && 'hint' in error ? String(error.hint) : undefined
    return refused('malformed', `${where}${message}`, hint)
  }
  const sentence = `${where}the charter threw while it was read: ${message}`
  return refused('threw', sentence, 'A charter only declares; move what can fail into a mind.')
}

/** The first place of a stack that lies in the charter's own files. */
const placeIn = (stack: string): string | undefined => {
  const found = /(file:\/\/[^\s)]+?)\?charter=[\w-]+((?::\d+){1,2})/.exec(stack)
  return found === null ? undefined : `${fileURLToPath(found[1] ?? '')}${found[2] ?? ''}`
}
