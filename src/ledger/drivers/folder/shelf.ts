/** The shelves of a content folder: one for each subject, with a salt of its own, and one for the firm. */
import { join } from 'node:path'
import {
  encodeCanonical,
  isJsonObject,
  parseHash,
  parseInstant,
  present,
} from '../../../base/index.ts'
import { type Erasure, saltBytes, type Salts, subjectId } from '../../content.ts'
import { type ContentPaths, pathsIn } from './content-paths.ts'
import {
  createDurably,
  makeFolder,
  namesIn,
  readIfThere,
  removeDurably,
  writeDurably,
} from './durable-file.ts'

/** A subject's contents. After an erasure neither `id` nor the names of contents say anything about the subject. */
export interface Shelf {
  readonly id: string
  readonly salt: Uint8Array
  /** Absent for the firm's own. */
  readonly subject: string | undefined
}

/** Makes the folders of a content store, and finishes erasures that were broken off. */
export const prepareFolder = async (folder: string): Promise<ContentPaths> => {
  const paths = pathsIn(folder)
  for (const each of [paths.subjects, paths.tombstones]) await makeFolder(each)
  for (const name of await namesIn(paths.subjects)) {
    const id = await readIfThere(join(paths.subjects, name))
    if (id === undefined || (await readTombstone(paths, id.toString())) === undefined) continue
    await removeDurably(paths.shelf(id.toString()))
    await removeDurably(join(paths.subjects, name))
  }
  return paths
}

/** The shelf with that id, if it is there. */
export const readShelf = async (paths: ContentPaths, id: string): Promise<Shelf | undefined> => {
  const about = await readIfThere(paths.about(id))
  if (about === undefined) return undefined
  const salt = Uint8Array.from(about.subarray(0, saltBytes))
  const isFirm = about.length === saltBytes
  // One byte parts salt and name, so that a name may be anything.
  return { id, salt, subject: isFirm ? undefined : about.subarray(saltBytes + 1).toString('utf8') }
}

/** The shelf of a subject, if it has one. */
export const findShelf = async (
  paths: ContentPaths,
  subject: string | undefined,
): Promise<Shelf | undefined> => {
  const id = await readIfThere(paths.subject(subject))
  return id === undefined ? undefined : readShelf(paths, id.toString())
}

/** The shelf of a subject, made with a new salt where there is none; of several who make it at once, one succeeds. */
export const openShelf = async (
  paths: ContentPaths,
  subject: string | undefined,
  salts: Salts,
): Promise<Shelf> => {
  const found = await findShelf(paths, subject)
  if (found !== undefined) return found
  const salt = salts()
  const id = subjectId(salt)
  await makeFolder(paths.shelf(id))
  const name = subject === undefined ? [] : [Buffer.from([0]), Buffer.from(subject, 'utf8')]
  await writeDurably(paths.about(id), Buffer.concat([salt, ...name]))
  await createDurably(paths.subject(subject), id)
  const made = present(await findShelf(paths, subject), 'a shelf that was made is there')
  if (made.id !== id) await removeDurably(paths.shelf(id))
  return made
}

/** Every subject's shelf, the firm's own apart. */
export const listShelves = async (paths: ContentPaths): Promise<readonly Shelf[]> => {
  const shelves: Shelf[] = []
  for (const name of await namesIn(paths.subjects)) {
    const id = await readIfThere(join(paths.subjects, name))
    const shelf = id === undefined ? undefined : await readShelf(paths, id.toString())
    if (shelf?.subject !== undefined) shelves.push(shelf)
  }
  return shelves
}

/** How many contents stand on a shelf. */
export const countContents = async (paths: ContentPaths, { id }: Shelf): Promise<number> => {
  let count = 0
  for (const part of await namesIn(paths.shelf(id))) {
    if (part === 'about' || part.startsWith('about.')) continue
    const names = await namesIn(join(paths.shelf(id), part))
    count += names.filter((name) => parseHash(name) !== undefined).length
  }
  return count
}

/** Who erased a shelf, if it was erased. */
export const readTombstone = async (
  paths: ContentPaths,
  id: string,
): Promise<Erasure | undefined> => {
  const bytes = await readIfThere(paths.tombstone(id))
  // An empty one is the claim of an erasure that was killed before anything was erased.
  if (bytes === undefined || bytes.length === 0) return undefined
  const value: unknown = JSON.parse(bytes.toString('utf8'))
  const by = isJsonObject(value) && typeof value.by === 'string' ? value.by : 'somebody'
  const at = isJsonObject(value) ? parseInstant(value.at) : undefined
  return { by, at: present(at, 'a tombstone has its instant') }
}

/** Erases a shelf: the tombstone first, so that what is broken off is finished at the next opening. */
export const eraseShelf = async (
  paths: ContentPaths,
  shelf: Shelf,
  { by, at }: Erasure,
): Promise<void> => {
  await createDurably(paths.tombstone(shelf.id), encodeCanonical({ at, by }))
  await removeShelf(paths, shelf)
}

/** Removes a shelf whose tombstone stands: its contents and its salt, then its name. */
export const removeShelf = async (paths: ContentPaths, shelf: Shelf): Promise<void> => {
  await removeDurably(paths.shelf(shelf.id))
  if ((await readIfThere(paths.subject(shelf.subject)))?.toString() === shelf.id) {
    await removeDurably(paths.subject(shelf.subject))
  }
}
