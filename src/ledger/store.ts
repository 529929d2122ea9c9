/** The port of a ledger's storage: small, so that a file, a database or a cluster can each be one. */
import { type Outcome, type Refused, refused } from '../base/index.ts'
import type { Anchor, Entry } from './entry.ts'
import type { Hosting } from './hosting.ts'
import type { Marks } from './marks.ts'
import type { Snapshots } from './snapshot.ts'

/** How to read: through which position, and about how many entries in one batch. */
export interface ReadOptions {
  /** The last position wanted; absent means the end as it stands when the reading gets there. */
  readonly through?: number
  /** How many entries a batch holds at most, 1 to 10,000. */
  readonly batchCount?: number
}

/** Storage of one ledger. A store is opened by any number of readers and hosts at once. */
export interface Store {
  /** Where the ledger stands, durably. */
  readonly tip: () => Promise<Anchor>
  /**
   * Appends entries after `expected`, all or none, and resolves once they are durable. When another has written there
   * it is refused and nothing is written: this is the fence between hosts.
   */
  readonly append: (
    expected: number,
    entries: readonly Entry[],
  ) => Promise<Outcome<Anchor, 'position-taken'>>
  /**
   * Reads what stands after a position, in order, in batches, without checking the chain.
   * Throws DamagedLedgerError at the first place where entries are missing or misshapen.
   */
  readonly read: (after: number, options?: ReadOptions) => AsyncIterable<readonly Entry[]>
  readonly snapshots: Snapshots
  readonly marks: Marks
  readonly hosting: Hosting
  /** Tells of each new tip, also where another process appended; the answer ends it. */
  readonly watch: (told: (position: number) => void) => () => void
  /** Lets go of everything that it holds, hosting included. */
  readonly close: () => Promise<void>
}

/** The refusal of every driver where another has appended first. */
export const refuseTaken = (expected: number, found: number): Refused<'position-taken'> =>
  refused(
    'position-taken',
    `the ledger stands at ${found}, not at ${expected}: another host has written`,
    'Open the book again; the other host goes on.',
  )
