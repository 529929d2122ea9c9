import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { present } from '../../base/index.ts'
import { keepOperatorKey, KeyExistsError, readOperatorKey } from './key-file.ts'
import { makeOperatorKey, openOperatorKey } from './operator-key.ts'
import { parseSealedKey, type SealedKey } from './sealed-key.ts'

const passphrase = 'correct horse battery'
const sealing = { randomBytes: (count: number) => new Uint8Array(count).fill(7), cost: 2 }

const made = async (): Promise<SealedKey> => {
  const key = await makeOperatorKey(passphrase, sealing)
  if (key.ok) return key.value
  throw new Error(key.message)
}

describe("the operator's key", () => {
  it('signs what its public half verifies', async () => {
    const sealed = await made()
    const opened = await openOperatorKey(sealed, passphrase)
    expect(opened.ok).toBe(true)
    const signature = opened.ok ? opened.value.sign('approve 7') : ''
    const verifies = (text: string): boolean =>
      ed25519.verify(
        Buffer.from(signature, 'hex'),
        new TextEncoder().encode(text),
        Buffer.from(sealed.publicKey, 'hex'),
      )
    expect([verifies('approve 7'), verifies('approve 8')]).toEqual([true, false])
  })

  it('stays closed to another passphrase', async () => {
    expect(await openOperatorKey(await made(), 'correct horse batterY')).toMatchObject({
      ok: false,
      why: 'wrong-passphrase',
    })
  })

  it('opens to the same passphrase typed with composed letters', async () => {
    const key = await makeOperatorKey('cafe\u0301 au lait', sealing)
    const opened = key.ok ? await openOperatorKey(key.value, 'caf\u00E9 au lait') : key
    expect(opened.ok).toBe(true)
  })

  it.each(['publicKey', 'nonce', 'sealed', 'salt'] as const)(
    'stays closed when a byte of its %s was changed',
    async (field) => {
      const sealed = await made()
      const flip = (text: string): string => (text.startsWith('0') ? '1' : '0') + text.slice(1)
      const changed: SealedKey =
        field === 'salt'
          ? { ...sealed, derivation: { ...sealed.derivation, salt: flip(sealed.derivation.salt) } }
          : { ...sealed, [field]: flip(sealed[field]) }
      expect((await openOperatorKey(changed, passphrase)).ok).toBe(false)
    },
  )

  it('is not sealed by a passphrase of seven characters', async () => {
    expect(await makeOperatorKey('seven77', sealing)).toMatchObject({
      ok: false,
      why: 'passphrase-too-short',
    })
  })

  it('does not stand in its file in the clear', async () => {
    const secret = Buffer.from(sealing.randomBytes(32)).toString('hex')
    expect(JSON.stringify(await made())).not.toContain(secret)
  })
})

describe("the file of the operator's key", () => {
  let home = ''
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'firm key '))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  it('gives back what was kept, and only its owner may read it', async () => {
    const key = await made()
    expect(readOperatorKey(home)).toBeUndefined()
    writeFileSync(join(home, 'operator-key.json'), '')
    expect(readOperatorKey(home)).toBeUndefined()
    rmSync(join(home, 'operator-key.json'))
    await keepOperatorKey(home, key)
    expect(readOperatorKey(home)).toEqual(key)
    expect((statSync(join(home, 'operator-key.json')).mode & 0o777).toString(8)).toBe('600')
  })

  it('is never replaced', async () => {
    await keepOperatorKey(home, await made())
    const again = await made()
    await expect(keepOperatorKey(home, again)).rejects.toThrow(KeyExistsError)
  })

  it.each([
    { change: { format: 2 }, why: 'its format is not 1' },
    { change: { nonce: 'zz' }, why: 'its nonce is not 12 bytes of hex' },
    { change: { derivation: null }, why: 'it has no derivation' },
    { cost: 3, why: 'its cost is no power of two' },
    { cost: 2 ** 24, why: 'its derivation would take more than a gigabyte' },
  ])('is refused where $why', async ({ change, cost, why }) => {
    const key = await made()
    const derivation = { ...key.derivation, cost: present(cost ?? 2, 'there is a cost') }
    const text = JSON.stringify({ ...key, derivation, ...change })
    expect(() => parseSealedKey(text, 'key.json')).toThrow(why)
  })
})
