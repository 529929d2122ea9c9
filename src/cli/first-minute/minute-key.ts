/** Your key in a first minute: made for this one firm, kept in this process alone, and gone with it. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { signedText } from '../../kernel/index.ts'
import type { Signer } from '../signing.ts'

/** A key, and what it signs with. */
export interface MinuteKey extends Signer {
  /** 64 hex digits. */
  readonly publicKey: string
}

/** The key of these 32 bytes. */
export const openMinuteKey = (secretKey: Uint8Array): MinuteKey => ({
  publicKey: bytesToHex(ed25519.getPublicKey(secretKey)),
  sign: async (firm, verb, what) => {
    const text = new TextEncoder().encode(signedText(firm, { verb, what }))
    return await Promise.resolve(bytesToHex(ed25519.sign(text, secretKey)))
  },
})
