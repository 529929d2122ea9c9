/** What each file effect found and was to leave, written down before it happens, by the effect's key. */
import { open, mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assert, isJsonObject } from '../../base/index.ts'

/** One effect: the bytes before and after, by hash; null is no file. */
export interface FileRecord {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
  /** `begun` may or may not have happened: the file's own hash tells. */
  readonly stage: 'begun' | 'done' | 'undone'
}

/** The record of a key, or undefined where the effect never began. */
export const readRecord = async (records: string, key: string): Promise<FileRecord | undefined> => {
  const text = await readFile(recordPlace(records, key), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  return isJsonObject(value) ? (value as unknown as FileRecord) : undefined
}

/** Writes the record so that it is whole and durable, or not there. */
export const writeRecord = async (
  records: string,
  key: string,
  record: FileRecord,
): Promise<void> => await writeDurably(recordPlace(records, key), JSON.stringify(record))

/** Keeps bytes that an effect is about to replace. */
export const keepBytes = async (records: string, hash: string, bytes: Uint8Array): Promise<void> =>
  await writeDurably(join(records, 'bytes', hash), bytes)

/** The bytes that were kept. */
export const readKept = async (records: string, hash: string): Promise<Uint8Array> =>
  await readFile(join(records, 'bytes', hash))

/** Puts a file in place in one step: written aside, flushed, renamed, and its folder flushed. */
export const writeDurably = async (place: string, content: string | Uint8Array): Promise<void> => {
  const folder = dirname(place)
  await mkdir(folder, { recursive: true })
  const aside = `${place}.firm-new`
  const file = await open(aside, 'w')
  try {
    await file.writeFile(content)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(aside, place)
  await flushFolder(folder)
}

/** Makes names in a folder durable. */
export const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const recordPlace = (records: string, key: string): string => {
  assert(/^[\w.:-]+$/.test(key), 'the key of an effect is one word')
  return join(records, 'effects', `${key}.json`)
}
