/** SHA-256 as lower-case hex: the name of content, protocols and events. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { encodeCanonical } from './canonical-json.ts'
import type { Json } from './json.ts'

declare const hashBrand: unique symbol
/** 64 lower-case hex digits of a SHA-256. */
export type Hash = string & { readonly [hashBrand]: 'hash' }

/** The hash before the first event. */
export const emptyHash: Hash = '0'.repeat(64) as Hash

/** SHA-256 of the parts, one after another; text counts as UTF-8. */
export const hashOf = (...parts: readonly (string | Uint8Array)[]): Hash => {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8ToBytes(part) : part))
  const whole = bytes.length === 1 && bytes[0] !== undefined ? bytes[0] : concatBytes(...bytes)
  return bytesToHex(sha256(whole)) as Hash
}

/** The hash of a JSON value: SHA-256 over its canonical form. */
export const hashOfJson = (value: Json): Hash => hashOf(encodeCanonical(value))

/** The hash in a text, or undefined where the text is none. */
export const parseHash = (text: string): Hash | undefined =>
  /^[0-9a-f]{64}$/.test(text) ? (text as Hash) : undefined
