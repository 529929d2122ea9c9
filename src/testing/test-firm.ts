/** Firms whose keys tests may know, and what arrives from them. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { hashOf } from '../base/index.ts'
import {
  type Command,
  type Letter,
  type LetterReceipt,
  letterText,
  receiptText,
} from '../kernel/index.ts'

/** The key of a firm, and how it signs. */
export interface TestFirm {
  readonly publicKey: string
  readonly sign: (text: string) => string
}

// What PKCS #8 writes before the 32 bytes of an ed25519 secret (RFC 8410).
const secretPrefix = '302e020100300506032b657004220420'

/** The same key for the same name, every time. */
export const testFirm = (name: string): TestFirm => {
  const der = Buffer.from(`${secretPrefix}${hashOf(name)}`, 'hex')
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const encoded = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  return {
    publicKey: encoded.subarray(-32).toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), secret).toString('hex'),
  }
}

type Unstamped<Type extends Command['type']> = Omit<
  Extract<Command, { readonly type: Type }>,
  'at' | 'host'
>

/** The command by which a letter arrives, signed by its sender. */
export const arriving = (letter: Letter): Unstamped<'receive-message'> => ({
  type: 'receive-message',
  letter,
  signature: testFirm(letter.from).sign(letterText(letter)),
})

/** The command by which a receipt arrives, signed by the firm that gives it. */
export const returning = (receipt: LetterReceipt): Unstamped<'acknowledge-message'> => ({
  type: 'acknowledge-message',
  receipt,
  signature: testFirm(receipt.to).sign(receiptText(receipt)),
})
