/**
 * The firm's own key, with which its host signs letters to other firms. It is nobody's word but the host's: what a
 * person allows is signed by their own key, which is sealed.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Faults, FirmError, isJsonObject, noFaults } from '../../base/index.ts'
import type { HomeFaultPoint } from './fault-points.ts'

/** The firm's key. */
export interface FirmKey {
  /** 64 hex digits. */
  readonly publicKey: string
  /** The signature of a text's UTF-8 bytes, as hex. */
  readonly sign: (text: string) => string
}

/** The key of a home; made where there is none. */
export const openFirmKey = (home: string, faults: Faults = noFaults): FirmKey => {
  const file = join(home, 'firm-key.json')
  const secret = readSecret(file) ?? makeSecret(file, faults)
  return {
    publicKey: encodeHex(ed25519.getPublicKey(secret)),
    sign: (text) => encodeHex(ed25519.sign(new TextEncoder().encode(text), secret)),
  }
}

const encodeHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

// Half a key would keep every later host from its post, so it is named once it is whole.
const makeSecret = (file: string, faults: Faults): Uint8Array => {
  const reach = (point: HomeFaultPoint): void => faults.reach(point)
  const secret = new Uint8Array(randomBytes(32))
  const text = `${JSON.stringify({ format: 1, secret: encodeHex(secret) })}\n`
  const draft = `${file}.new`
  reach('firm key: before the draft')
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  reach('firm key: draft written')
  renameSync(draft, file)
  reach('firm key: in place')
  return secret
}

const readSecret = (file: string): Uint8Array | undefined => {
  const text = readText(file)
  if (text === undefined) return undefined
  const value = parse(text)
  const hex = isJsonObject(value) && value['format'] === 1 ? value['secret'] : undefined
  if (typeof hex !== 'string' || !/^[0-9a-f]{64}$/.test(hex)) throw new FirmKeyError(file)
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The file of the firm's key is not one. */
export class FirmKeyError extends FirmError {
  override readonly name = 'FirmKeyError'

  constructor(file: string) {
    super('firm-key-unreadable', `the firm's key at ${file} cannot be read`, {
      hint: 'Put back a copy of it. Without one, remove it: a new one is made, which neighbours must be given.',
      data: { file },
    })
  }
}
