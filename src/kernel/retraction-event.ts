/** Events of what does not last: receipts that become settled, facts that are taken back. */
import type { Instant } from '../base/index.ts'
import type { Finality } from '../protocol/index.ts'

interface Common {
  readonly at: Instant
  readonly host?: string
  readonly enactment: string
}

/** A fact, or the receipt of a message, is settled to this degree now. */
export interface FinalityReached extends Common {
  readonly type: 'finality-reached'
  /** A fact, or a message whose receipt it is. */
  readonly fact: string
  readonly member?: string
  readonly finality: Finality
}

/** A fact no longer holds: its source was withdrawn, or its chain was reorganised. */
export interface FactRetracted extends Common {
  readonly type: 'fact-retracted'
  /** A fact, or a message whose receipt is gone: its effect is under way again. */
  readonly fact: string
  readonly member?: string
  readonly by: string
  readonly because: string
  /** Standing facts that fall with it; each leaves a version of its own without a value. */
  readonly standing?: readonly { readonly path: string; readonly version: number }[]
}

/** What rests on something that fell has effects: they are undone, dependants first, before it is opened again. */
export interface ReopeningBegun extends Common {
  readonly type: 'reopening-begun'
  readonly messages: readonly string[]
  readonly because: string
}

/** Everything that stands in a ledger about what did not last. */
export type RetractionEvent = FinalityReached | FactRetracted | ReopeningBegun
