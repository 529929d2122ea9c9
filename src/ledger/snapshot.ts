/** Snapshots: a projection kept to open fast, and thrown away whenever it does not fit. */
import type { Hash } from '../base/index.ts'

/** The state at a position, in the words of a format that only its maker knows. */
export interface Snapshot {
  /** Names the maker and its version; another format is a mismatch. */
  readonly format: string
  readonly position: number
  /** The hash of the chain at that position. */
  readonly hash: Hash
  readonly body: string
}

/** The snapshot side of a store. */
export interface Snapshots {
  /** Keeps a snapshot of what is durable, in place of the one before. */
  readonly keep: (snapshot: Snapshot) => Promise<void>
  /**
   * The snapshot of this format, if one is kept that fits the ledger. One of another format, with another hash than
   * the chain has there, or damaged, is dropped and `undefined` is answered.
   */
  readonly latest: (format: string) => Promise<Snapshot | undefined>
}
