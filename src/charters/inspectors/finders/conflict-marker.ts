/** Finds markers of a merge conflict that were left in a file. */
import type { RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

const notOurs = /\.(?:patch|diff|rej|orig|snap|po|svg|map|lock)$/i
const hasBacktickTexts = /\.(?:[cm]?[jt]sx?|go|md|markdown|vue|svelte)$/i

/** The finder of conflict markers. */
export const conflictMarkerFinder = (view: RepositoryView): Finder => ({
  kind: 'conflict-marker',
  reads: (path) => !view.isLeftOut(path) && !notOurs.test(path),
  find: async (paths) =>
    [...(await view.readTexts(paths))].flatMap(([path, text]) =>
      text.includes('<<<<<<< ') ? findConflicts(path, text) : [],
    ),
})

/** The conflicts of one text, each named by the line that begins it. */
export const findConflicts = (file: string, text: string): readonly Suspicion[] => {
  const found: Suspicion[] = []
  const lines = text.split(/\r?\n/)
  let begun: number | undefined
  let divided = false
  for (const [at, line] of lines.entries()) {
    if (/^<{7} \S/.test(line)) [begun, divided] = [at, false]
    else if (/^={7}$/.test(line) && begun !== undefined) divided = true
    else if (/^>{7} \S/.test(line) && begun !== undefined) {
      if (divided && !isQuoted(file, lines.slice(0, begun))) found.push(suspect(file, lines, begun))
      begun = undefined
    }
  }
  return found
}

const suspect = (file: string, lines: readonly string[], begun: number): Suspicion => ({
  kind: 'conflict-marker',
  file,
  line: begun + 1,
  target: lines[begun] ?? '',
  why: 'A merge was committed with its conflict unsettled: both sides and the markers stand in the file.',
  mend: 'Choose one side or join them, and take the three markers out.',
})

/** Whether a text, a listing or a document within the file is still open after these lines. */
const isQuoted = (file: string, before: readonly string[]): boolean => {
  const text = before.join('\n')
  const odd = (pattern: RegExp): boolean => (text.match(pattern)?.length ?? 0) % 2 === 1
  return (
    odd(/^\s*(?:```|~~~)/gm) ||
    odd(/^(?:-{4,}|\.{4,})\s*$/gm) ||
    odd(/"""/g) ||
    odd(/'''/g) ||
    (hasBacktickTexts.test(file) && odd(/(?<!\\)`/g)) ||
    isInHereDocument(before)
  )
}

const isInHereDocument = (before: readonly string[]): boolean => {
  let end: string | undefined
  for (const line of before) {
    if (end !== undefined) end = line.trim() === end ? undefined : end
    else end = /<<[-~]?\s*\\?["']?([A-Z_]{2,})["']?/i.exec(line)?.[1]
  }
  return end !== undefined
}
