/** What each file effect found and was to leave, written down before it happens, by the effect's key. */
import { open, mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { assert, isJsonObject } from '../../base/index.ts'
import type { FilesFence } from './files-fence.ts'

/** Where records are kept, and what they are written through. */
export interface RecordPlace {
  readonly records: string
  readonly fence: FilesFence
}

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
  { records, fence }: RecordPlace,
  key: string,
  record: FileRecord,
): Promise<void> =>
  await fence.forRecords(async (staging) => {
    await writeDurably(staging, recordPlace(records, key), JSON.stringify(record))
  })

/** Keeps bytes that an effect is about to replace. */
export const keepBytes = async (
  { records, fence }: RecordPlace,
  hash: string,
  bytes: Uint8Array,
): Promise<void> =>
  await fence.forRecords(async (staging) => {
    await writeDurably(staging, join(records, 'bytes', hash), bytes)
  })

/** The bytes that were kept. */
export const readKept = async (records: string, hash: string): Promise<Uint8Array> =>
  await readFile(join(records, 'bytes', hash))

/** Puts a file in place in one step: written aside, flushed, renamed, and its folder flushed. */
const writeDurably = async (
  staging: string,
  place: string,
  content: string | Uint8Array,
): Promise<void> => {
  await move(await writeAside(staging, place, content), place)
}

/** Writes a file into the staging folder, flushed; answers where. */
export const writeAside = async (
  staging: string,
  place: string,
  content: string | Uint8Array,
): Promise<string> => {
  const aside = join(staging, `${basename(place)}.firm-new`.slice(-255))
  const file = await open(aside, 'w')
  try {
    await file.writeFile(content)
    await file.datasync()
  } finally {
    await file.close()
  }
  return aside
}

/** Renames what was written aside, and flushes the folder that it comes into. */
export const move = async (aside: string, place: string): Promise<void> => {
  const folder = dirname(place)
  await mkdir(folder, { recursive: true })
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
