/**
 * Looks at a working tree twice and says what was written in between. A commit alone writes no file, so what git calls
 * changed is compared by what the file system says of each file.
 */
import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import type { Clock } from '../../base/index.ts'
import type { TreeLook } from '../../host/ports/index.ts'
import { decodePath, encodePath, type GitPlace, runGit, splitAtNul } from './reader/index.ts'

/** A tree that takes longer is not looked at: the tool call of an agent waits for it. */
const lookMsMax = 1_500

/** Looks now. Git's own folder is only read, and its index stays as it is. */
export const lookAtTree = async (place: GitPlace, clock: Clock): Promise<TreeLook> => {
  const before = await glance(place, clock)
  return {
    changes: async () => {
      const after = await glance(place, clock)
      const between = await pathsBetween(place, before.head, after.head)
      const looked = new Set([...before.marks.keys(), ...after.marks.keys(), ...between])
      const written = await Promise.all(
        [...looked].map(async (path) => ((await isWritten(place, before, path)) ? [path] : [])),
      )
      return { paths: written.flat().toSorted(), hasMoved: before.head !== after.head }
    },
  }
}

/** The tree at one instant, as far as it is not as its last commit has it. */
interface Glance {
  readonly head: string
  readonly at: number
  /** By path, what the file system said of it. */
  readonly marks: ReadonlyMap<string, string>
}

const glance = async (place: GitPlace, clock: Clock): Promise<Glance> => {
  const at = clock.now()
  const wanted = ['--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames']
  const { output } = await runGit(place, ['status', ...wanted], { timeMs: lookMsMax })
  const entries = splitAtNul(output)
  const paths = entries.flatMap((entry) => pathIn(entry))
  const marks = await Promise.all(
    paths.map(async (path) => [path, markOf(await statOf(place, path))] as const),
  )
  return { head: headIn(entries), at, marks: new Map(marks) }
}

const oidField = '# branch.oid '

const headIn = (entries: readonly Buffer[]): string => {
  const found = entries
    .map((entry) => entry.toString('latin1'))
    .find((one) => one.startsWith(oidField))
  return found?.slice(oidField.length) ?? ''
}

/** How many words stand before the path of an entry, by its first letter. */
const wordsBeforePath = new Map([
  ['1', 8],
  ['u', 10],
  ['?', 1],
])

const pathIn = (entry: Buffer): readonly string[] => {
  const words = wordsBeforePath.get(entry.toString('latin1', 0, 1))
  if (words === undefined) return []
  let start = 0
  for (let word = 0; word < words; word += 1) start = entry.indexOf(' ', start) + 1
  return [decodePath(entry.subarray(start))]
}

const pathsBetween = async (
  place: GitPlace,
  from: string,
  to: string,
): Promise<readonly string[]> => {
  if (from === to || !isName(from) || !isName(to)) return []
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to]
  const { output } = await runGit(place, args)
  return splitAtNul(output).map((path) => decodePath(path))
}

// A repository without a commit says `(initial)`.
const isName = (head: string): boolean => /^[0-9a-f]{40,64}$/.test(head)

/** How much earlier than the clock the file system may stamp a write: it reads the time once a tick. */
const tickMs = 20

const isWritten = async (place: GitPlace, before: Glance, path: string): Promise<boolean> => {
  const known = before.marks.get(path)
  const now = await statOf(place, path)
  if (known !== undefined) return markOf(now) !== known
  // It was as the commit had it: it is gone, or was written since.
  return now === undefined || now.ctimeMs >= before.at - tickMs
}

const statOf = async (place: GitPlace, path: string): Promise<Stats | undefined> =>
  await lstat(Buffer.concat([Buffer.from(`${place.folder}/`), encodePath(path)])).catch(
    () => undefined,
  )

const markOf = (found: Stats | undefined): string =>
  found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`
