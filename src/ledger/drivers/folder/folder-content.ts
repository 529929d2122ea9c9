/** The content driver of a folder: a file for each content, flushed before its name is given out. */
import { dirname } from 'node:path'
import { accepted, type Hash } from '../../../base/index.ts'
import {
  type Content,
  contentName,
  DamagedContentError,
  type Erasure,
  refuseErased,
  refuseUnknownContent,
  refuseUnknownSubject,
  type Salts,
  type Subject,
} from '../../content.ts'
import type { ContentPaths } from './content-paths.ts'
import { makeFolder, readIfThere, writeDurably } from './durable-file.ts'
import {
  countContents,
  eraseShelf,
  findShelf,
  listShelves,
  openShelf,
  prepareFolder,
  readShelf,
  readTombstone,
  removeShelf,
} from './shelf.ts'

/** Opens the content store in a folder, and makes it where there is none. */
export const openFolderContent = async (folder: string, salts: Salts): Promise<Content> => {
  const paths = await prepareFolder(folder)
  return {
    put: (bytes, subject) => put(paths, bytes, { subject, salts }),
    get: (name) => get(paths, name),
    has: async (name) => (await get(paths, name)).ok,
    erase: (subject, erasure) => erase(paths, subject, erasure),
    subjects: () => listSubjects(paths),
    close: async () => undefined,
  }
}

interface Whose {
  readonly subject: string | undefined
  readonly salts: Salts
}

const put = async (paths: ContentPaths, bytes: Uint8Array, whose: Whose): Promise<Hash> => {
  const shelf = await openShelf(paths, whose.subject, whose.salts)
  const name = contentName(shelf.salt, bytes)
  try {
    await makeFolder(dirname(paths.content(shelf.id, name)))
    await writeDurably(paths.content(shelf.id, name), bytes)
    await makeFolder(dirname(paths.pointer(name)))
    await writeDurably(paths.pointer(name), shelf.id)
    if ((await readTombstone(paths, shelf.id)) === undefined) return name
  } catch (error) {
    if ((await readTombstone(paths, shelf.id)) === undefined) throw error
  }
  // The subject was erased meanwhile; what was written goes with it, and this begins a new shelf.
  await removeShelf(paths, shelf)
  return put(paths, bytes, whose)
}

const get = async (paths: ContentPaths, name: Hash): ReturnType<Content['get']> => {
  const id = (await readIfThere(paths.pointer(name)))?.toString()
  if (id === undefined) return refuseUnknownContent(name)
  const erasure = await readTombstone(paths, id)
  if (erasure !== undefined) return refuseErased(erasure)
  const shelf = await readShelf(paths, id)
  const bytes = await readIfThere(paths.content(id, name))
  if (bytes === undefined || shelf === undefined) return refuseUnknownContent(name)
  if (contentName(shelf.salt, bytes) !== name) throw new DamagedContentError(name)
  return accepted(new Uint8Array(bytes))
}

const erase = async (
  paths: ContentPaths,
  subject: string,
  erasure: Erasure,
): ReturnType<Content['erase']> => {
  const shelf = await findShelf(paths, subject)
  if (shelf === undefined) return refuseUnknownSubject(subject)
  const contentCount = await countContents(paths, shelf)
  await eraseShelf(paths, shelf, erasure)
  return accepted({ name: subject, contentCount })
}

const listSubjects = async (paths: ContentPaths): Promise<readonly Subject[]> => {
  const subjects: Subject[] = []
  for (const shelf of await listShelves(paths)) {
    const contentCount = await countContents(paths, shelf)
    if (shelf.subject !== undefined) subjects.push({ name: shelf.subject, contentCount })
  }
  return subjects.toSorted((left, right) => (left.name < right.name ? -1 : 1))
}
