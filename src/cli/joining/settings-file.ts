/** A file of settings on disk: read as it is, and written whole, under a check that nobody wrote in between. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { accepted, type Faults, type Outcome, refused } from '../../base/index.ts'

/** A file as it was found. Absent text is no file. */
export interface SettingsFile {
  /** Where it is, links resolved. */
  readonly target: string
  readonly text?: string
  readonly mode?: number
  /** The folders above it that are missing, outermost first. */
  readonly missingFolders: readonly string[]
}

/** Why a file cannot be read or written. */
export type FileTrouble = 'not-a-file' | 'not-text' | 'not-allowed' | 'written-meanwhile'

const bytesMax = 64 * 1024 * 1024

/** Reads a file; one that is not there is no trouble, one that is no text is. */
export const readSettings = (file: string): Outcome<SettingsFile, FileTrouble> => {
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
      return accepted({ target: file, missingFolders: missingAbove(file) })
    }
    const target = realpathSync(file)
    const found = statSync(target)
    if (!found.isFile() || found.size > bytesMax) return noFile(file)
    const text = readText(target)
    if (text === undefined) {
      return refused('not-text', `${file} is no UTF-8 text`, 'Save it as UTF-8, and say it again.')
    }
    return accepted({ target, text, mode: found.mode & 0o777, missingFolders: [] })
  } catch (error) {
    return troubleOf(file, error)
  }
}

const noFile = (file: string): Outcome<never, FileTrouble> =>
  refused('not-a-file', `${file} is no file that could be settings`, `Move away what is there.`)

const readText = (file: string): string | undefined => {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return decoder.decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const missingAbove = (file: string): readonly string[] => {
  const folder = dirname(file)
  if (folder === file || existsSync(folder)) return []
  return [...missingAbove(folder), folder]
}

const ownerOnly = 0o600

/** Makes of a file what it shall be: another text, or none. It is left as it is where it changed since. */
export const writeSettings = (
  found: SettingsFile,
  text: string | undefined,
  faults: Faults,
): Outcome<undefined, FileTrouble> => {
  const { target } = found
  try {
    if (text === undefined) return removeUnchanged(found, faults)
    for (const folder of found.missingFolders) mkdirSync(folder, { recursive: true })
    // One name for all drafts of a file: what a killed run left is written over by the next.
    const draft = draftOf(target)
    writeWhole(draft, text, found.mode ?? ownerOnly)
    faults.reach('settings: draft written')
    if (!isUnchanged(found)) {
      rmSync(draft, { force: true })
      return changed(target)
    }
    renameSync(draft, target)
    faults.reach('settings: file written')
    return accepted(undefined)
  } catch (error) {
    return troubleOf(target, error)
  }
}

const removeUnchanged = (found: SettingsFile, faults: Faults): Outcome<undefined, FileTrouble> => {
  if (!isUnchanged(found)) return changed(found.target)
  rmSync(found.target, { force: true })
  faults.reach('settings: file written')
  return accepted(undefined)
}

const isUnchanged = ({ target, text }: SettingsFile): boolean =>
  existsSync(target) ? readText(target) === text : text === undefined

/** Writes a file whole and durably, with exactly this mode. */
export const writeWhole = (file: string, text: string, mode: number): void => {
  rmSync(file, { force: true })
  const descriptor = openSync(file, 'wx', mode)
  try {
    // What a program asks for when it makes a file, the mask of its person may narrow.
    fchmodSync(descriptor, mode)
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Removes folders that we made, innermost first, as far as nobody else put something in. */
export const removeEmptyFolders = (folders: readonly string[]): void => {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder)
    } catch {
      return
    }
  }
}

const draftOf = (target: string): string => join(dirname(target), `.${basename(target)}.firm-new`)

/** Removes the draft that a run left behind when it was ended. */
export const removeDraft = ({ target }: SettingsFile): void =>
  rmSync(draftOf(target), { force: true })

/** Refuses a file that is not to be written, before anybody is asked about it. */
export const refuseReadOnly = ({ target, mode }: SettingsFile): Outcome<undefined, FileTrouble> =>
  mode === undefined || mayWrite(mode, target)
    ? accepted(undefined)
    : refused('not-allowed', `${target} is read-only`, `Let it be written: chmod u+w ${target}`)

// Root may write everything, and a file that its owner made read-only is meant to stay as it is.
const mayWrite = (mode: number, target: string): boolean => {
  if ((mode & 0o222) === 0) return false
  try {
    accessSync(target, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const changed = (file: string): Outcome<never, FileTrouble> =>
  refused(
    'written-meanwhile',
    `another program wrote ${file} meanwhile`,
    'Close what keeps writing it, and say it again.',
  )

const systemCodes: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'ELOOP',
  'EISDIR',
  'EEXIST',
  'ENOENT',
])

const troubleOf = (file: string, error: unknown): Outcome<never, FileTrouble> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!(error instanceof Error) || !systemCodes.has(code)) throw error
  return refused(
    code === 'ENOTDIR' || code === 'EEXIST' ? 'not-a-file' : 'not-allowed',
    `${file} cannot be read or written: ${error.message}`,
    'Look at its owner, its mode, and what its folders are.',
  )
}
