/** The port of a wire: what carries letters between firms. It may lose, repeat, delay and reorder all of them. */
import type { Letter, LetterReceipt } from '../../kernel/index.ts'

/** What a firm does with what comes for it. */
export interface Recipient {
  /** Called with each letter; whoever carries it may call again with the same one. */
  readonly deliver: (letter: Letter) => Promise<void>
  /** Called with each receipt of a letter that was sent from here. */
  readonly acknowledge: (receipt: LetterReceipt) => Promise<void>
}

/** Carries letters one way and their receipts the other. A letter is sent again until its receipt has come. */
export interface Wire {
  readonly send: (letter: Letter) => Promise<void>
  readonly acknowledge: (receipt: LetterReceipt) => Promise<void>
  /** Hands over what comes for a firm from now on; the answer ends it. */
  readonly attach: (firm: string, recipient: Recipient) => () => void
}
