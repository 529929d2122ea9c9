/** Where a folder of content keeps what. */
import { hash as digest } from 'node:crypto'
import { join } from 'node:path'
import type { Hash } from '../../../base/index.ts'

/** The paths of a content folder. */
export interface ContentPaths {
  /** Names the shelf of a subject, or of the firm itself. */
  readonly subject: (subject: string | undefined) => string
  readonly subjects: string
  /** Everything about one subject: whose it is with its salt, and the contents. */
  readonly shelf: (id: string) => string
  readonly about: (id: string) => string
  readonly content: (id: string, name: Hash) => string
  /** Names the shelf on which a content stands; it outlives an erasure. */
  readonly pointer: (name: Hash) => string
  /** Says who erased a shelf. */
  readonly tombstone: (id: string) => string
  readonly tombstones: string
}

/** The paths below a folder. */
export const pathsIn = (folder: string): ContentPaths => ({
  subject: (subject) =>
    join(folder, 'subjects', subject === undefined ? 'firm' : digest('sha256', subject, 'hex')),
  subjects: join(folder, 'subjects'),
  shelf: (id) => join(folder, 'shelves', id),
  about: (id) => join(folder, 'shelves', id, 'about'),
  content: (id, name) => join(folder, 'shelves', id, name.slice(0, 2), name),
  pointer: (name) => join(folder, 'names', name.slice(0, 2), name),
  tombstone: (id) => join(folder, 'tombstones', id),
  tombstones: join(folder, 'tombstones'),
})
