/** An operator whose key tests may know. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { signedText, type SignedAct } from '../kernel/index.ts'

/** The key of an operator, and how they sign. */
export interface TestOperator {
  readonly publicKey: string
  readonly sign: (firm: string, act: SignedAct) => string
}

/** The same operator every time. */
export const testOperator = (): TestOperator => {
  const secret = new Uint8Array(32).fill(7)
  return {
    publicKey: bytesToHex(ed25519.getPublicKey(secret)),
    sign: (firm, act) =>
      bytesToHex(ed25519.sign(new TextEncoder().encode(signedText(firm, act)), secret)),
  }
}
