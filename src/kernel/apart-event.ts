/** Events between ledgers: what arrived from another firm, and what another firm says became of ours. */
import type { Instant, JsonObject } from '../base/index.ts'

interface Common {
  readonly at: Instant
  readonly host?: string
}

/**
 * What became of an arrival. What comes once the enactment ends is late: recorded, never bound. What contradicts
 * a fact that is bound here, or rests on one that no longer stands here, is refused.
 */
export type Arrival = 'bound' | 'withdrawn' | 'late' | 'refused'

/** A message of another firm's ledger has arrived here. */
export interface MessageReceived extends Common {
  readonly type: 'message-received'
  readonly enactment: string
  readonly message: string
  /** The firm that sent it, and its position in that firm's ledger: together they come once. */
  readonly by: string
  readonly sent: number
  /** Who spoke there; here the firm answers for it. */
  readonly speaker: string
  /** The epoch of the sender's enactment. */
  readonly epoch: number
  readonly outcome: Arrival
  /** Bound: what was not known here before. Otherwise: what it would have bound. */
  readonly facts: JsonObject
  /** Who speaks here for the roles that it wakes. */
  readonly roles?: { readonly [role: string]: string }
  /** For a withdrawal: the position of the message that is taken back. */
  readonly withdraws?: number
  readonly because?: string
}

/** The other firm's ledger holds the message; it is sent no more. */
export interface MessageAcknowledged extends Common {
  readonly type: 'message-acknowledged'
  readonly enactment: string
  readonly message: string
  /** The firm that acknowledges it. */
  readonly by: string
  readonly sent: number
  readonly outcome: Arrival
  readonly because?: string
}

/**
 * Something came in another firm's name and does not bear its signature. It binds nothing, it is answered by
 * nothing, and the letter that it may have been made of can still come.
 */
export interface LetterRefused extends Common {
  readonly type: 'letter-refused'
  readonly kind: 'letter' | 'receipt'
  /** The firm in whose name it came. */
  readonly by: string
  readonly enactment: string
  readonly message: string
  readonly sent: number
  /** The hash of the text that should have been signed. */
  readonly hash: string
  readonly because: string
  /** How many more in that firm's name came since the last that was recorded, and were dropped. */
  readonly dropped?: number
}

/** Everything that stands in a ledger about other ledgers. */
export type ApartEvent = MessageReceived | MessageAcknowledged | LetterRefused
