/** What a ledger in memory is made of: the state that several stores of one process share. */
import type { Anchor, Entry } from '../../entry.ts'
import { emptyAnchor } from '../../entry.ts'
import type { Tenure } from '../../hosting.ts'
import type { Snapshot } from '../../snapshot.ts'

/** One ledger in memory. Whoever opens a store on it sees the same ledger. */
export interface MemoryStorage {
  entries: Entry[]
  snapshot: Snapshot | undefined
  marks: Map<string, number[]>
  marksPosition: number
  tenure: Tenure | undefined
  /** The store that holds hosting; a store that closes or dies lets go, as a file lock would. */
  holder: object | undefined
  /** Stores that were taken over while they held, with the names of their hosts. */
  readonly replaced: Map<object, string>
  readonly watchers: Set<(position: number) => void>
}

/** Makes an empty ledger in memory. */
export const createMemoryStorage = (): MemoryStorage => ({
  entries: [],
  snapshot: undefined,
  marks: new Map(),
  marksPosition: 0,
  tenure: undefined,
  holder: undefined,
  replaced: new Map(),
  watchers: new Set(),
})

/** Where a ledger in memory stands. */
export const tipOf = ({ entries }: MemoryStorage): Anchor => {
  const last = entries.at(-1)
  return last === undefined ? emptyAnchor : { position: last.position, hash: last.hash }
}
