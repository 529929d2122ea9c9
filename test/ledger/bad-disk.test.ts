// The ledger and the content on a disk that is full or read-only: in words, nothing lost, nothing half done.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { type Book, openBook, saltBytes, verify } from '../../src/ledger/index.ts'

let disk = ''

const mount = (options: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0
const unmount = (): boolean => spawnSync('umount', ['-l', disk]).status === 0

const canMount = (() => {
  disk = mkdtempSync(join(tmpdir(), 'firm-disk-'))
  const mounted = mount('size=64k') && unmount()
  rmdirSync(disk)
  return mounted
})()

beforeEach(({ skip }) => {
  skip(!canMount, 'this user may not mount a full or read-only disk')
  disk = mkdtempSync(join(tmpdir(), 'firm-disk-'))
})

afterEach(() => {
  if (!canMount) return
  while (unmount());
  rmdirSync(disk)
})

const body = JSON.stringify('x'.repeat(10_000))

/** Appends until the disk refuses; the answer is how many appends were acknowledged. */
const fill = async (book: Book): Promise<number> => {
  for (let count = 0; ; count += 1) {
    try {
      await book.append([body]).durable
    } catch {
      return count
    }
  }
}

describe('a full disk', () => {
  it('stops the book in words, keeps what was acknowledged, and goes on once there is room', async () => {
    expect(mount('size=600k')).toBe(true)
    const store = await openSqliteStore(join(disk, 'ledger.db'))
    const book = await openBook(store)
    const count = await fill(book)
    expect(count).toBeGreaterThan(3)
    expect(book.failure).toMatchObject({ code: 'append-failed', cause: { code: 'database-full' } })
    expect(book.failure?.hint).toMatch(/^Free some space/)
    expect((await store.tip()).position).toBe(count)
    expect(await verify(store)).toMatchObject({ ok: true, tip: { position: count } })
    spawnSync('mount', ['-o', 'remount,size=6m', disk])
    const again = await openBook(store)
    await again.append([body]).durable
    expect(await verify(store)).toMatchObject({ ok: true, tip: { position: count + 1 } })
    await store.close()
  })

  it('refuses content in words and leaves nothing of it', async () => {
    expect(mount('size=200k')).toBe(true)
    const salts = (): Uint8Array => new Uint8Array(randomBytes(saltBytes))
    const content = await openFolderContent(join(disk, 'content'), salts)
    const small = await content.put(Buffer.from('small'))
    await expect(content.put(Buffer.alloc(400_000))).rejects.toMatchObject({
      code: 'content-file',
      hint: 'Free some space and try again; nothing was half written.',
    })
    expect(await content.has(small)).toBe(true)
    await content.put(Buffer.alloc(50_000))
  })
})

describe('a read-only disk', () => {
  it('refuses every write in words and can be read', async () => {
    expect(mount('size=6m')).toBe(true)
    const store = await openSqliteStore(join(disk, 'ledger.db'))
    const book = await openBook(store)
    await book.append(['1', '2']).durable
    await store.close()
    // Mounted once more over itself: the first mount may still be busy with what libsql has not let go of.
    spawnSync('mount', ['--bind', disk, disk])
    expect(spawnSync('mount', ['-o', 'remount,bind,ro', disk]).status).toBe(0)
    await expect(openSqliteStore(join(disk, 'missing.db'))).rejects.toMatchObject({
      code: 'database-unreachable',
    })
    const reading = await openSqliteStore(join(disk, 'ledger.db'))
    expect((await reading.tip()).position).toBe(2)
    const late = await openBook(reading)
    await expect(late.append(['3']).durable).rejects.toMatchObject({
      code: 'append-failed',
      cause: { code: 'database-read-only' },
    })
    expect(await verify(reading)).toMatchObject({ ok: true })
    await reading.close()
  })
})
