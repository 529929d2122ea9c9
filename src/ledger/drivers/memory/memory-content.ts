/** The content driver in memory. */
import { accepted, type Hash, present } from '../../../base/index.ts'
import {
  type Content,
  contentName,
  DamagedContentError,
  type Erasure,
  refuseErased,
  refuseUnknownContent,
  refuseUnknownSubject,
  type Salts,
} from '../../content.ts'

interface Shelf {
  readonly salt: Uint8Array
  readonly contents: Map<Hash, Uint8Array>
}

/** Contents in memory, shared by whoever opens them. The firm's own shelf has no name. */
export interface MemoryContent {
  readonly shelves: Map<string | undefined, Shelf>
  readonly erased: Map<Hash, Erasure>
}

/** Makes an empty content store in memory. */
export const createMemoryContent = (): MemoryContent => ({ shelves: new Map(), erased: new Map() })

/** Opens a content store in memory. */
export const openMemoryContent = (
  salts: Salts,
  kept: MemoryContent = createMemoryContent(),
): Content => ({
  put: async (bytes, subject) => {
    const shelf = kept.shelves.get(subject) ?? { salt: salts(), contents: new Map() }
    kept.shelves.set(subject, shelf)
    const name = contentName(shelf.salt, bytes)
    shelf.contents.set(name, bytes.slice())
    return name
  },
  get: async (name) => {
    const erasure = kept.erased.get(name)
    if (erasure !== undefined) return refuseErased(erasure)
    const shelf = shelfOf(kept, name)
    if (shelf === undefined) return refuseUnknownContent(name)
    const bytes = present(shelf.contents.get(name), 'the shelf has what was found on it')
    if (contentName(shelf.salt, bytes) !== name) throw new DamagedContentError(name)
    return accepted(bytes.slice())
  },
  has: async (name) => shelfOf(kept, name) !== undefined,
  erase: async (subject, erasure) => {
    const shelf = kept.shelves.get(subject)
    if (shelf === undefined) return refuseUnknownSubject(subject)
    for (const name of shelf.contents.keys()) kept.erased.set(name, erasure)
    kept.shelves.delete(subject)
    return accepted({ name: subject, contentCount: shelf.contents.size })
  },
  subjects: async () =>
    [...kept.shelves]
      .flatMap(([name, { contents }]) =>
        name === undefined ? [] : [{ name, contentCount: contents.size }],
      )
      .toSorted((left, right) => (left.name < right.name ? -1 : 1)),
  close: async () => undefined,
})

const shelfOf = (kept: MemoryContent, name: Hash): Shelf | undefined => {
  for (const shelf of kept.shelves.values()) if (shelf.contents.has(name)) return shelf
  return undefined
}
