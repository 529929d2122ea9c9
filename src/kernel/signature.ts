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

/** Who says that they allow something, and their signature. */
interface Signed {
  readonly by: string
  readonly signature?: string
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
export const unsignedSentence = (state: FirmState, act: string, by: string): string => {
  if (!isOperator(state, by))
    return `${act} is the operator's to sign, and ${by} is not the operator`
  return state.lastActAt === 0
    ? `${act} is not signed by the operator ${by}`
    : `${act} is not signed by the operator ${by} since position ${state.lastActAt}, where the firm was last changed by a signature`
}

// Before the first charter nobody has a role: whoever holds the key that the firm was founded with is the operator.
const isOperator = ({ charter }: FirmState, by: string): boolean =>
  charter?.members[by]?.roles.includes('operator') ?? true

const fromHex = (text: string): Uint8Array | undefined => {
  if (!/^([0-9a-f]{2})+$/.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Whether this act bears the operator's signature. Only `decide` verifies, `evolve` never. */
export const isSignedByOperator = (state: FirmState, signed: Signed, act: SignedAct): boolean =>
  isOperator(state, signed.by) &&
  isSignatureOf(state.operatorKey, signed.signature ?? '', signedText(state.name, act))

/**
 * Whether whoever must allow this act has: a charter may name another member than the operator, who has no key yet,
 * so that the host answers for them.
 */
export const isSignedBy = (state: FirmState, signed: Signed, act: SignedAct): boolean =>
  !isOperator(state, signed.by) || isSignedByOperator(state, signed, act)

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
