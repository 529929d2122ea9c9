/** The operator's key as it lies on disk: sealed, with all that is needed to open it but the passphrase. */
import { FirmError, isJsonObject, type JsonObject } from '../../base/index.ts'

/** How a passphrase becomes a key: scrypt (RFC 7914). Memory is 128 · cost · blockSize bytes. */
export interface Derivation {
  /** A power of two. */
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
  /** Hex. */
  readonly salt: string
}

/** A sealed key. Texts are hex; `sealed` is the ciphertext followed by its tag of 16 bytes. */
export interface SealedKey {
  readonly format: 1
  readonly publicKey: string
  readonly derivation: Derivation
  readonly nonce: string
  readonly sealed: string
}

/** The strongest derivation that is tried: one gigabyte, so that a forged file cannot eat the machine. */
const memoryBytesMax = 2 ** 30

/** The memory that a derivation takes. */
export const memoryBytesOf = ({ cost, blockSize }: Derivation): number => 128 * cost * blockSize

/** The file's text. */
export const encodeSealedKey = (key: SealedKey): string => `${JSON.stringify(key, undefined, 2)}\n`

/** Reads the file's text; throws a SealedKeyError that says what is wrong with it. */
export const parseSealedKey = (text: string, place: string): SealedKey => {
  const value = readJson(text)
  if (!isJsonObject(value)) throw new SealedKeyError(place, 'it is not a JSON object')
  if (value['format'] !== 1) throw new SealedKeyError(place, 'its format is not 1')
  const { derivation } = value
  if (!isJsonObject(derivation)) throw new SealedKeyError(place, 'it has no derivation')
  return {
    format: 1,
    publicKey: hexOf(value, { name: 'publicKey', place, bytes: 32 }),
    derivation: derivationOf(derivation, place),
    nonce: hexOf(value, { name: 'nonce', place, bytes: 12 }),
    sealed: hexOf(value, { name: 'sealed', place, bytes: 48 }),
  }
}

const derivationOf = (value: JsonObject, place: string): Derivation => {
  const derivation = {
    cost: countOf(value, 'cost', place),
    blockSize: countOf(value, 'blockSize', place),
    parallel: countOf(value, 'parallel', place),
    salt: hexOf(value, { name: 'salt', place, bytes: 16 }),
  }
  const isPower = Number.isInteger(Math.log2(derivation.cost)) && derivation.cost > 1
  if (!isPower) throw new SealedKeyError(place, 'its cost is no power of two')
  if (memoryBytesOf(derivation) * derivation.parallel > memoryBytesMax) {
    throw new SealedKeyError(place, 'its derivation would take more than a gigabyte')
  }
  return derivation
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const hexOf = (
  value: JsonObject,
  { name, place, bytes }: { readonly name: string; readonly place: string; readonly bytes: number },
): string => {
  const text = value[name]
  if (typeof text === 'string' && text.length === 2 * bytes && /^[0-9a-f]*$/.test(text)) return text
  throw new SealedKeyError(place, `its ${name} is not ${bytes} bytes of hex`)
}

const countOf = (value: JsonObject, name: string, place: string): number => {
  const count = value[name]
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count
  throw new SealedKeyError(place, `its ${name} is not a whole number from 1`)
}

/** The file of the operator's key is not one. */
export class SealedKeyError extends FirmError {
  override readonly name = 'SealedKeyError'

  constructor(place: string, why: string) {
    super('sealed-key-unreadable', `the operator's key at ${place} cannot be read: ${why}`, {
      hint: 'Put back a copy of that file; a key that is lost cannot be made again.',
      data: { place },
    })
  }
}
