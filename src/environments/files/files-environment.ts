/** The environment of kind `files`: writing and removing files in one folder, each once and undoable. */
import { readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Faults, FirmError, hashOf, type JsonObject, noFaults } from '../../base/index.ts'
import type {
  EffectAnswer,
  EffectOrder,
  EffectOutcome,
  EnvironmentPort,
} from '../../host/ports/index.ts'
import { codeOf, onDisk } from './file-disk.ts'
import { openFileSight } from './file-sight.ts'
import {
  type FileRecord,
  flushFolder,
  keepBytes,
  move,
  readKept,
  readRecord,
  writeAside,
  writeRecord,
} from './file-record.ts'
import { type FilesFence, openFilesFence } from './files-fence.ts'
import { findPlace } from './safe-path.ts'

/** What the environment works on. */
export interface FilesEnvironmentOptions {
  /** Effects never leave this folder. */
  readonly root: string
  /** The firm's own folder for what was found before; outside of the root. */
  readonly records: string
  readonly faults?: Faults
}

/** Every fault point of the environment, by name. */
export const filesFaultPoints = [
  'files: before the fence',
  'files: before the record',
  'files: after the record',
  'files: before the staging folder',
  'files: before a file is moved',
  'files: after the file',
  'files: before the file is put back',
  'files: after the file was put back',
] as const

interface Place extends Required<FilesEnvironmentOptions> {
  readonly fence: FilesFence
  readonly reach: (point: (typeof filesFaultPoints)[number]) => void
}

/** Opens the environment; its verbs are `write` (path, text) and `remove` (path). */
export const openFilesEnvironment = (options: FilesEnvironmentOptions): EnvironmentPort => {
  const faults = options.faults ?? noFaults
  const reach: Place['reach'] = (point) => faults.reach(point)
  const fence = openFilesFence(options.records, () => reach('files: before the staging folder'))
  const place: Place = { ...options, faults, fence, reach }
  const inTurn = oneAtATime()
  return {
    kind: 'files',
    preview: async (order) => {
      const wish = wishOf(order)
      const text = wish.content ?? 'The file would be removed.\n'
      return await Promise.resolve({ title: `${order.verb} ${wish.path}`, text })
    },
    perform: async (order) =>
      await inTurn(onDisk(place.root, async () => await perform(place, order))),
    ask: async (order) => await ask(place, order),
    undo: async (order) => await inTurn(onDisk(place.root, async () => await undo(place, order))),
    exists: async () => await Promise.resolve(undefined),
    fence: async (tenure) =>
      await inTurn(onDisk(place.root, async () => await raise(place, tenure))),
    observe: openFileSight(options.root),
    close: async () => await Promise.resolve(),
  }
}

const perform = async (place: Place, order: EffectOrder): Promise<EffectOutcome> => {
  const wish = wishOf(order)
  const found = await findPlace(place.root, wish.path)
  if (!found.ok) return failed(found.why, found.message, wish.path)
  const asked = await ask(place, order)
  if (asked.kind === 'done' || asked.kind === 'failed') return asked
  if (asked.kind === 'unknown') return failed('changed-meanwhile', asked.why, wish.path)
  try {
    const record = await begin(place, order, { ...wish, file: found.value })
    if (record === undefined) return failed('missing', `${wish.path} is not there`, wish.path)
    await put(place, found.value, wish.content)
    place.reach('files: after the file')
    await writeRecord(place, order.key, { ...record, stage: 'done' })
    return { kind: 'done', receipt: receiptOf(record) }
  } catch (error) {
    return await afterNoAccess(place, order, error)
  }
}

/** Where this user may not write the effect has failed; what was written all the same is done. */
const afterNoAccess = async (
  place: Place,
  order: EffectOrder,
  error: unknown,
): Promise<EffectOutcome> => {
  const code = codeOf(error)
  if (code !== 'EACCES' && code !== 'EPERM') throw error
  const asked = await ask(place, order)
  if (asked.kind === 'done') return asked
  const { path } = wishOf(order)
  return failed('read-only', `${path} was not written: it may not be written here`, path)
}

const raise = async ({ fence, reach }: Place, tenure: number): Promise<void> => {
  reach('files: before the fence')
  await fence.raise(tenure)
}

/** The record of the effect, written before the file is touched; one that is there is kept, for it knows more. */
const begin = async (
  place: Place,
  order: EffectOrder,
  wish: Wish & { readonly file: string },
): Promise<FileRecord | undefined> => {
  const begun = await readRecord(place.records, order.key)
  if (begun !== undefined) return begun
  const now = await readNow(wish.file)
  if (wish.content === undefined && now === undefined) return undefined
  const before = now === undefined ? null : hashOf(now)
  const after = wish.content === undefined ? null : hashOf(wish.content)
  const record: FileRecord = { path: wish.path, before, after, stage: 'begun' }
  place.reach('files: before the record')
  if (now !== undefined && before !== null) await keepBytes(place, before, now)
  await writeRecord(place, order.key, record)
  place.reach('files: after the record')
  return record
}

const ask = async (place: Place, order: EffectOrder): Promise<EffectAnswer> => {
  const record = await readRecord(place.records, order.key)
  if (record === undefined) return { kind: 'not-started' }
  if (record.stage !== 'begun') return { kind: 'done', receipt: receiptOf(record) }
  const found = await findPlace(place.root, record.path)
  const now = found.ok ? await readNow(found.value) : undefined
  const hash = now === undefined ? null : hashOf(now)
  if (found.ok && hash === record.after) return { kind: 'done', receipt: receiptOf(record) }
  if (found.ok && hash === record.before) return { kind: 'not-started' }
  return { kind: 'unknown', why: `${record.path} was changed by somebody else meanwhile` }
}

const undo = async (place: Place, order: EffectOrder): Promise<JsonObject> => {
  const record = await readRecord(place.records, order.key)
  if (record === undefined || record.stage === 'undone') return { undoes: order.key }
  const found = await findPlace(place.root, record.path)
  if (!found.ok) throw new FileUndoError(record.path, found.message)
  const now = await readNow(found.value)
  const hash = now === undefined ? null : hashOf(now)
  if (hash !== record.after && hash !== record.before) {
    throw new FileUndoError(record.path, 'somebody changed it since')
  }
  place.reach('files: before the file is put back')
  if (hash !== record.before) {
    const { before } = record
    const bytes = before === null ? undefined : await readKept(place.records, before)
    await put(place, found.value, bytes)
  }
  place.reach('files: after the file was put back')
  await writeRecord(place, order.key, { ...record, stage: 'undone' })
  return { undoes: order.key }
}

/** Two effects on one file must not read and write it in each other's midst. */
const oneAtATime = (): (<T>(task: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve()
  return async (task) => {
    const mine = last.then(task, task)
    last = mine
    return await mine
  }
}

interface Wish {
  readonly path: string
  /** Absent for a removal. */
  readonly content?: string
}

const wishOf = (order: EffectOrder): Wish => {
  const [path, content] = order.values
  if (order.verb === 'remove' && typeof path === 'string') return { path }
  if (order.verb === 'write' && typeof path === 'string' && typeof content === 'string') {
    return { path, content }
  }
  throw new UnknownFileEffectError(order.verb)
}

/** Renamed into place, or out of it: either needs the staging folder that a replaced host has no more. */
const put = async (
  { fence, reach }: Pick<Place, 'fence' | 'reach'>,
  place: string,
  content: string | Uint8Array | undefined,
): Promise<void> =>
  await fence.forFile(place, async (staging) => {
    const aside = content === undefined ? undefined : await writeAside(staging, place, content)
    reach('files: before a file is moved')
    if (aside !== undefined) return await move(aside, place)
    await rename(place, join(staging, 'removed'))
    await flushFolder(dirname(place))
  })

const readNow = async (place: string): Promise<Uint8Array | undefined> =>
  await readFile(place).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  })

const receiptOf = ({ path, before, after }: FileRecord): JsonObject => ({ path, before, after })

const failed = (why: string, says: string, path: string): EffectOutcome => ({
  kind: 'failed',
  why: says,
  receipt: { why, path },
})

/** A file cannot be put back now. */
export class FileUndoError extends FirmError {
  override readonly name = 'FileUndoError'

  constructor(path: string, why: string) {
    super('file-undo-blocked', `${path} cannot be put back: ${why}`, {
      hint: 'Put the file back by hand or move it away; it is tried again.',
      data: { path, why },
    })
  }
}

/** The environment has no such effect, or its values are not texts. */
export class UnknownFileEffectError extends FirmError {
  override readonly name = 'UnknownFileEffectError'

  constructor(verb: string) {
    super('unknown-verb', `files have no effect "${verb}" with these values`, {
      hint: 'The effects of files are `write` with a path and a text, and `remove` with a path.',
      data: { verb },
    })
  }
}
