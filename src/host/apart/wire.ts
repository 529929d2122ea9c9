/** The port of a wire: what carries letters between firms. It may lose, repeat, delay and reorder all of them. */
import type { Letter, LetterReceipt } from '../../kernel/index.ts'

/** How many bytes the facts of a letter have at most, as canonical JSON. Every wire carries as much. */
export const letterBytesMax: number = 4 * 1024 * 1024

/** A letter with its sender's signature. */
export interface SignedLetter {
  readonly letter: Letter
  readonly signature: string
}

/** A receipt with the signature of the firm that gives it. */
export interface SignedReceipt {
  readonly receipt: LetterReceipt
  readonly signature: string
}

/** What a firm does with what comes for it. */
export interface Recipient {
  /** Called with each letter; whoever carries it may call again with the same one. */
  readonly deliver: (letter: SignedLetter) => Promise<void>
  /** Called with each receipt of a letter that was sent from here. */
  readonly acknowledge: (receipt: SignedReceipt) => Promise<void>
}

/** Carries letters one way and their receipts the other. A letter is sent again until its receipt has come. */
export interface Wire {
  readonly send: (letter: SignedLetter) => Promise<void>
  readonly acknowledge: (receipt: SignedReceipt) => Promise<void>
  /** Hands over what comes for a firm from now on; the answer ends it. */
  readonly attach: (firm: string, recipient: Recipient) => () => void
}
