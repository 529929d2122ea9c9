/** Which files are laid out in a worktree that does not hold the whole: patterns that git keeps in the clone. */
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePath } from '../reader/index.ts'
import type { ScratchNote } from './scratch-place.ts'

/** Repositories that track more files than this are laid out in part. */
export const wholeFilesUsual = 20_000

/** Work on more places than this is work on the whole. */
const placesMax = 256

/** What a member may have added to the patterns; more is no list of folders. */
const addedBytesMax = 65_536

/** Whether work on these paths needs the whole repository before it. */
export const isWhole = (paths: readonly string[]): boolean =>
  paths.length > placesMax || paths.some((path) => partsOf(path).length === 0)

/**
 * The patterns, in the form of an ignore file and in bytes: each path with all below it, the files beside it and beside
 * each folder above it, and the files at the top. The patterns of paths come last, for the last that matches decides.
 */
export const patternsFor = (paths: readonly string[]): Buffer => {
  if (isWhole(paths)) return Buffer.from('/*\n')
  const places = paths.map(partsOf)
  const above = new Set(
    places.flatMap((parts) =>
      parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/')),
    ),
  )
  const lines = [
    '/*',
    '!/*/',
    ...[...above].toSorted().flatMap((folder) => [`/${folder}/`, `!/${folder}/*/`]),
    ...places.map((parts) => `/${parts.join('/')}`),
  ]
  return Buffer.from(`${lines.join('\n')}\n`, 'latin1')
}

// One character a byte, since names need not be unicode; escaped as git's patterns want it.
const partsOf = (path: string): readonly string[] =>
  encodePath(path)
    .toString('latin1')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => part.replaceAll(/[\\*?[\] ]/g, String.raw`\$&`).replaceAll(/[\r\n]/g, '?'))

/** Where a clone keeps its patterns. */
const placeIn = (gitFolder: string): string => join(gitFolder, 'info', 'sparse-checkout')

/**
 * What a member added with `git sparse-checkout add`. Only patterns that begin as the host wrote them count: a member
 * may have put anything there, a link included.
 */
export const readAdded = async (gitFolder: string, paths: readonly string[]): Promise<Buffer> => {
  const none = Buffer.alloc(0)
  const own = patternsFor(paths)
  const info = await lstat(join(gitFolder, 'info')).catch(() => undefined)
  const found = await lstat(placeIn(gitFolder)).catch(() => undefined)
  if (info?.isDirectory() !== true || found?.isFile() !== true) return none
  if (found.size > own.length + addedBytesMax) return none
  const written = await readFile(placeIn(gitFolder))
  return written.subarray(0, own.length).equals(own) ? written.subarray(own.length) : none
}

/** Writes the patterns, and behind them what was added. */
export const writePatterns = async (
  gitFolder: string,
  paths: readonly string[],
  added: Uint8Array = Buffer.alloc(0),
): Promise<void> => {
  await mkdir(join(gitFolder, 'info'), { recursive: true })
  await writeFile(placeIn(gitFolder), Buffer.concat([patternsFor(paths), added]))
}

/**
 * Does a task while the patterns match nothing, so that git takes every file that is absent for one that was never laid
 * out; answers whether the worktree is laid out in part at all.
 */
export const withNothingLaidOut = async (
  gitFolder: string,
  task: () => Promise<void>,
): Promise<boolean> => {
  const kept = await readFile(placeIn(gitFolder)).catch(() => undefined)
  if (kept !== undefined) await writeFile(placeIn(gitFolder), '!/*\n')
  await task()
  if (kept !== undefined) await writeFile(placeIn(gitFolder), kept)
  return kept !== undefined
}

/** What a member who looks around is told of its worktree, if it is laid out in part. */
export const laidOutNotes = ({ filesCount }: ScratchNote): readonly string[] =>
  filesCount === undefined ? [] : [laidOutNote(filesCount)]

const laidOutNote = (filesCount: number): string =>
  [
    `The repository tracks ${filesCount} files, and only those that your work is about and those beside them are laid out`,
    'here. `git sparse-checkout add FOLDER` lays out more, `git ls-files` names all, `git grep --cached WORD` searches',
    'them, `git show HEAD:PATH` reads one. A commit keeps what is not laid out as it is.',
  ].join(' ')
