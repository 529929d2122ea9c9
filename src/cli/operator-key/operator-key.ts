/**
 * The operator's key: ed25519, sealed by a passphrase with scrypt and AES-256-GCM.
 *
 * What lets something happen is signed with it. The secret half is only ever in memory while a
 * passphrase was given; the public half and the derivation are bound into the seal.
 */
import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Outcome, refused } from '../../base/index.ts'
import { type Derivation, memoryBytesOf, type SealedKey } from './sealed-key.ts'

/** An opened key. */
export interface OperatorKey {
  /** 64 hex digits. */
  readonly publicKey: string
  /** The signature of a text's UTF-8 bytes, as hex. */
  readonly sign: (text: string) => string
}

/** What sealing needs: bytes of chance, and how hard guessing shall be. */
export interface Sealing {
  readonly randomBytes: (count: number) => Uint8Array
  /** A power of two; 2^17 takes 128 MB and about half a second. */
  readonly cost?: number
}

const usualCost = 2 ** 17
const tagBytes = 16
/** The fewest characters of a passphrase. */
export const passphraseLengthMin = 8

/** Makes a new key and seals it. */
export const makeOperatorKey = async (
  passphrase: string,
  { randomBytes, cost = usualCost }: Sealing,
): Promise<Outcome<SealedKey, 'passphrase-too-short'>> => {
  if (Array.from(passphrase).length < passphraseLengthMin) {
    const message = `the passphrase has fewer than ${passphraseLengthMin} characters`
    return refused('passphrase-too-short', message, 'Four words that you can remember are best.')
  }
  const secret = Uint8Array.from(randomBytes(32))
  const salt = encodeHex(randomBytes(16))
  const derivation: Derivation = { cost, blockSize: 8, parallel: 1, salt }
  const publicKey = encodeHex(ed25519.getPublicKey(secret))
  const nonce = Uint8Array.from(randomBytes(12))
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, derivation), nonce)
  cipher.setAAD(boundText(publicKey, derivation))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  secret.fill(0)
  const value: SealedKey = {
    format: 1,
    publicKey,
    derivation,
    nonce: encodeHex(nonce),
    sealed: encodeHex(sealed),
  }
  return { ok: true, value }
}

/** Opens a sealed key. */
export const openOperatorKey = async (
  key: SealedKey,
  passphrase: string,
): Promise<Outcome<OperatorKey, 'wrong-passphrase'>> => {
  const secret = await unseal(key, passphrase)
  if (secret === undefined || encodeHex(ed25519.getPublicKey(secret)) !== key.publicKey) {
    const message = "the passphrase does not open the operator's key"
    return refused('wrong-passphrase', message, 'Try again; nothing was signed.')
  }
  const sign = (text: string): string =>
    encodeHex(ed25519.sign(new TextEncoder().encode(text), secret))
  return { ok: true, value: { publicKey: key.publicKey, sign } }
}

const unseal = async (key: SealedKey, passphrase: string): Promise<Uint8Array | undefined> => {
  const sealed = decodeHex(key.sealed)
  const derived = await derive(passphrase, key.derivation)
  const cipher = createDecipheriv('aes-256-gcm', derived, decodeHex(key.nonce))
  cipher.setAAD(boundText(key.publicKey, key.derivation))
  cipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Uint8Array.from(
      Buffer.concat([cipher.update(sealed.subarray(0, -tagBytes)), cipher.final()]),
    )
  } catch {
    // A wrong passphrase and a changed file look the same here, and should.
    return undefined
  }
}

/** The same passphrase typed on two keyboards can differ in bytes; normal form makes them one. */
const derive = async (passphrase: string, derivation: Derivation): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    const { cost, blockSize, parallel } = derivation
    const options = {
      N: cost,
      r: blockSize,
      p: parallel,
      maxmem: 2 * memoryBytesOf(derivation) * parallel + 2 ** 20,
    }
    scrypt(passphrase.normalize('NFKC'), decodeHex(derivation.salt), 32, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })

const boundText = (publicKey: string, { cost, blockSize, parallel }: Derivation): Buffer =>
  Buffer.from(`firm operator key 1 ${publicKey} ${cost} ${blockSize} ${parallel}`, 'utf8')

const encodeHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const decodeHex = (text: string): Buffer => Buffer.from(text, 'hex')
