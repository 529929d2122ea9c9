/** Long: a binary of 500 MB is committed for a member, fetched, shown, merged and taken back, without filling the memory. */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hashOf } from '../../src/base/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  beginBranch,
  cloneForFirm,
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../src/environments/git/index.ts'
import { listFiles } from '../../src/environments/git/reader/index.ts'
import type { EffectOrder } from '../../src/host/ports/index.ts'
import { plantRepository } from '../../src/testing/planted-repository.ts'

const sizeBytes = 500 * 1024 * 1024
const cleanups: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup()
})

/** Bytes that do not compress away: one megabyte that is not text, over and over, each time begun with its number. */
const writeBinary = async (path: string): Promise<void> => {
  const file = await open(path, 'w')
  const megabyte = Buffer.alloc(1024 * 1024)
  for (let at = 0; at < megabyte.length; at += 64) megabyte.write(hashOf(`${at}`), at, 'hex')
  for (let written = 0; written < sizeBytes; written += megabyte.length) {
    megabyte.writeUInt32BE(written, 0)
    await file.write(megabyte)
  }
  await file.close()
}

it('a binary of 500 MB goes all the way of a delivery, and no more of it is held than a part', async () => {
  const planted = await plantRepository({ 'a.txt': 'a\n' })
  const home = await mkdtemp(join(tmpdir(), 'firm large '))
  cleanups.push(planted.remove, async () => await rm(home, { recursive: true, force: true }))
  const repository = await cloneForFirm(planted.folder, join(home, 'repository.git'))
  await beginBranch(repository, 'firm/main')
  const clock = realClock()
  const scratch = openGitScratch({ repository, root: join(home, 'scratch'), clock })
  const key = { environment: 'repo', enactment: 'change/1', member: 'eve' }
  const { folder } = await scratch.open(key)
  await writeBinary(join(folder, 'large.bin'))
  const { head } = await scratch.commitAll(key, 'A large one')
  expect(await scratch.fetch(key, head)).toMatchObject({ ok: true })
  expect(await scratch.changedPaths(key)).toEqual(['large.bin'])
  const place = openGitEnvironment({ repository, identity: memberIdentity('firm'), clock })
  const order: EffectOrder = {
    key: hashOf('large'),
    verb: 'merge',
    values: [head],
    firm: 'acme',
    enactment: 'change/1',
    message: 'apply',
    by: 'lea',
  }
  const { text } = await place.preview(order)
  expect(text.length).toBeLessThan(10_000)
  expect(text).toContain('large.bin')
  const done = await place.perform(order)
  expect(done).toMatchObject({ kind: 'done' })
  const merged = await listFiles(repository, 'firm/main')
  expect(merged.map(({ path }) => path)).toEqual(['a.txt', 'large.bin'])
  await place.undo(order, done.receipt)
  const files = await listFiles(repository, 'firm/main')
  expect(files.map(({ path }) => path)).toEqual(['a.txt'])
  expect(process.memoryUsage().rss).toBeLessThan(sizeBytes)
})
