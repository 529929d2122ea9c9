/** Signatures between firms: each firm signs what it sends, and the other verifies it as it arrives. */
import { encodeCanonical, hashOf } from '../base/index.ts'
import type { LetterRefused } from './apart-event.ts'
import type { Letter, LetterReceipt } from './letter.ts'
import { isSignatureOf } from './signature.ts'
import type { FirmState } from './state.ts'

/** The text that a firm signs for a letter: everything that the letter says. */
export const letterText = (letter: Letter): string =>
  encodeCanonical({ kind: 'letter', letter: { ...letter } })

/** The text that a firm signs for a receipt. */
export const receiptText = (receipt: LetterReceipt): string =>
  encodeCanonical({ kind: 'receipt', receipt: { ...receipt } })

/** What came from another firm, with the signature that it bears. */
export interface Sealed {
  /** The firm that it says it is of. */
  readonly of: string
  readonly kind: LetterRefused['kind']
  readonly text: string
  readonly signature: string
}

/** Whether it is that firm's; undefined where the charter gives no key of it. Only `decide` asks. */
export const isOfNeighbour = (
  { charter }: Pick<FirmState, 'charter'>,
  { of, text, signature }: Sealed,
): boolean | undefined => {
  const key = charter?.neighbours?.[of]?.key
  return key === undefined ? undefined : isSignatureOf(key, signature, text)
}

/** Whether a letter is the firm's that it says it is of, so that a host keeps nothing of a forger's. */
export const isOfSender = (
  state: Pick<FirmState, 'charter'>,
  letter: Letter,
  signature: string,
): boolean | undefined =>
  isOfNeighbour(state, { of: letter.from, kind: 'letter', text: letterText(letter), signature })

/** What is recorded of something forged or altered on the way: enough to find it again, and nothing that it says. */
export const refusedEvent = (
  { at, host, dropped = 0 }: Pick<LetterRefused, 'at' | 'host' | 'dropped'>,
  { of, kind, text }: Sealed,
  { enactment, sent, message }: Pick<LetterRefused, 'enactment' | 'sent' | 'message'>,
): LetterRefused => ({
  type: 'letter-refused',
  at,
  ...(host === undefined ? {} : { host }),
  kind,
  by: of,
  enactment,
  message,
  sent,
  hash: hashOf(text),
  because: `it is not signed by the key of ${of}`,
  ...(dropped === 0 ? {} : { dropped }),
})
