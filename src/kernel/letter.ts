/** Letters: what goes from one firm's ledger to another's, and the answer that it is held there. */
import type { JsonObject } from '../base/index.ts'
import type { Arrival } from './apart-event.ts'

/** A message on its way to another firm. It carries what the message reads and binds, and the key. */
export interface Letter {
  readonly from: string
  readonly to: string
  /** Its position in the sender's ledger; with firm and message it names the letter. */
  readonly sent: number
  readonly enactment: string
  readonly protocol: string
  readonly protocolHash: string
  readonly message: string
  readonly speaker: string
  readonly epoch: number
  readonly facts: JsonObject
  /** Set where the sender takes back what it said at this position. */
  readonly withdraws?: number
}

/** The answer of the receiving firm, once it is durable there. */
export interface LetterReceipt {
  readonly from: string
  readonly to: string
  readonly sent: number
  readonly message: string
  readonly outcome: Arrival
  readonly because?: string
}

/** The name of a letter among those of its sender. */
export const letterName = (letter: { readonly sent: number; readonly message: string }): string =>
  `${letter.sent} ${letter.message}`

/** The name of a letter among all that wait here, by the firm that it goes to. */
export const outgoingName = (letter: {
  readonly to: string
  readonly sent: number
  readonly message: string
}): string => `${letter.to} ${letterName(letter)}`

/** The name under which an arrival is remembered, by the firm that it came from. */
export const arrivalName = (letter: {
  readonly from: string
  readonly sent: number
  readonly message: string
}): string => `${letter.from} ${letterName(letter)}`
