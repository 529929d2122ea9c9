/** Files that are there wholly or not at all, and stay there when the power goes. */
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, fromFileError } from './folder-error.ts'
import { placeNew } from './place-new.ts'

/** Writes a file: a temporary one beside it, flushed, renamed, and its folder flushed. */
export const writeDurably = (path: string, bytes: Uint8Array | string): Promise<void> =>
  translate(path, async () => {
    const temporary = await writeTemporary(path, bytes)
    await rename(temporary, path)
    await flushFolder(dirname(path))
  })

/** Writes a file unless it is there already; of several who try at once, one makes it. */
export const createDurably = (path: string, bytes: Uint8Array | string): Promise<void> =>
  translate(path, async () => {
    await placeNew(await writeTemporary(path, bytes), path)
    await flushFolder(dirname(path))
  })

/** The bytes of a file, or undefined where there is none. */
export const readIfThere = (path: string): Promise<Buffer | undefined> =>
  translate(path, () => orIfMissing(readFile(path), undefined))

/** The names in a folder; none where there is no folder. */
export const namesIn = (folder: string): Promise<readonly string[]> =>
  translate(folder, async () => (await orIfMissing(readdir(folder), [])).toSorted())

/** Makes a folder that stays, with those above it. */
export const makeFolder = (folder: string): Promise<void> =>
  translate(folder, async () => {
    const outermost = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (outermost === undefined) return
    // Each folder that was made is an entry in the one above it.
    for (let made = folder; made.length >= outermost.length; made = dirname(made)) {
      await flushFolder(dirname(made))
    }
  })

/** Removes a file, or a folder with all that is in it, for good. */
export const removeDurably = (path: string): Promise<void> =>
  translate(path, async () => {
    await rm(path, { recursive: true, force: true })
    await flushFolder(dirname(path))
  })

const writeTemporary = async (path: string, bytes: Uint8Array | string): Promise<string> => {
  const { file, temporary } = await openTemporary(path)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return temporary
}

interface Temporary {
  readonly file: FileHandle
  readonly temporary: string
}

/** A new file beside `path`, whoever else is writing the same one. */
const openTemporary = async (path: string, attempt: number = 0): Promise<Temporary> => {
  const temporary = `${path}.${attempt}`
  try {
    return { file: await open(temporary, 'wx', 0o600), temporary }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return openTemporary(path, attempt + 1)
  }
}

const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const orIfMissing = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise
    throw error
  }
}

const translate = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw fromFileError(path, error)
  }
}
