/**
 * Signatures: what lets something happen is signed by the operator; what stops something is not.
 *
 * Each is good once. What decides an intent names the intent, which is decided once; what changes the firm names the
 * last such change that it comes after, and is spent by the next.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { encodeCanonical, hashOfJson } from '../base/index.ts'
import type { FirmState } from './state.ts'

/** What a signature covers: which verb on what, in which firm. */
export interface SignedAct {
  readonly verb: string
  /** The hash of what is allowed. */
  readonly what: string
}

/** The text that is signed, as UTF-8 of its canonical JSON. */
export const signedText = (firm: string, act: SignedAct): string =>
  encodeCanonical({ firm, verb: act.verb, what: act.what })

/**
 * What a signature covers that changes the firm: a charter adopted or rolled back, a takeover, an erasure. With what
 * is allowed it names the position of the last of these, so that none can be used again once another has happened.
 */
export const afterLastAct = (state: Pick<FirmState, 'lastActAt'>, what: string): string =>
  hashOfJson({ after: state.lastActAt, what })

/** Why such a signature is no longer good, or never was. */
export const unsignedSentence = (state: FirmState, act: string, by: string): string =>
  state.lastActAt === 0
    ? `${act} is not signed by the operator ${by}`
    : `${act} is not signed by the operator ${by} since position ${state.lastActAt}, where the firm was last changed by a signature`

const fromHex = (text: string): Uint8Array | undefined => {
  if (!/^([0-9a-f]{2})+$/.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/**
 * Whether the operator signed this act. For members who are not the operator there is no key yet: the host
 * answers for them. Only `decide` verifies, `evolve` never.
 */
export const isSignedBy = (
  state: FirmState,
  signed: { readonly by: string; readonly signature?: string },
  act: SignedAct,
): boolean => {
  const roles = state.charter?.members[signed.by]?.roles ?? ['operator']
  if (!roles.includes('operator')) return true
  return isSignatureOf(state.operatorKey, signed.signature ?? '', signedText(state.name, act))
}

/** Whether a key signed this text: key and signature in hex, the text as UTF-8. */
export const isSignatureOf = (key: string, signature: string, text: string): boolean => {
  const [publicKey, signed] = [fromHex(key), fromHex(signature)]
  if (publicKey === undefined || signed === undefined) return false
  try {
    return ed25519.verify(signed, new TextEncoder().encode(text), publicKey)
  } catch {
    // A key or signature of the wrong length is simply no signature.
    return false
  }
}
