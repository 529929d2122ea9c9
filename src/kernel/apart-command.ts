/** Commands between ledgers: a letter arrived, or its receipt came back. */
import type { Instant, JsonObject } from '../base/index.ts'
import type { Letter, LetterReceipt } from './letter.ts'

interface Common {
  readonly at: Instant
  readonly host: string
}

/** A letter of another firm has arrived. */
export interface ReceiveMessage extends Common {
  readonly type: 'receive-message'
  readonly letter: Letter
  /** The sender's, over `letterText`. */
  readonly signature: string
  /** Its facts as they are to stand in this ledger, where values stand in content; what was signed is `letter`. */
  readonly facts?: JsonObject
  /** How many forgeries in the name of its sender were dropped since the last that was recorded. */
  readonly dropped?: number
  /** Why a value does not fit its schema, as the host found. */
  readonly misfit?: string
}

/** Another firm's ledger holds a letter of ours. */
export interface AcknowledgeMessage extends Common {
  readonly type: 'acknowledge-message'
  readonly receipt: LetterReceipt
  /** The receiver's, over `receiptText`. */
  readonly signature: string
  /** How many forgeries in the name of its receiver were dropped since the last that was recorded. */
  readonly dropped?: number
}
