/** What `--json` prints where a command was refused: the same three words, whichever verb it was. */
import type { JsonObject } from '../base/index.ts'

/** A refusal in words. */
export interface Refusal {
  /** Which refusal it is, for a program to tell it by. */
  readonly code: string
  readonly message: string
  /** The mend. */
  readonly hint: string | undefined
}

/** One object with the code, the message and the hint. */
export const refusalJson = ({ code, message, hint }: Refusal): JsonObject => ({
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
})
