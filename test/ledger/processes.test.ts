// The SQLite ledger under real processes: two at once, killed at any instant, stopped and woken.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { later, parseInstant, present } from '../../src/base/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { hostingLeaseMs, verify } from '../../src/ledger/index.ts'
import { readAll } from '../../src/testing/read-all.ts'
import { type Child, startChild } from './child.ts'

let path = ''
let children: Child[] = []

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'firm-processes-')), 'ledger.db')
  children = []
})

afterEach(async () => {
  for (const { process } of children) process.kill('SIGKILL')
  await Promise.all(children.map(({ gone }) => gone))
  rmSync(join(path, '..'), { recursive: true })
})

const start = (program: string, ...args: readonly string[]): Child => {
  const child = startChild(program, [path, ...args])
  children.push(child)
  return child
}

const now = () => present(parseInstant(Date.now()), 'the clock tells an instant')

/** What stands in the ledger, as its writers print it. */
const kept = async (): Promise<readonly string[]> => {
  const store = await openSqliteStore(path)
  expect(await verify(store)).toMatchObject({ ok: true })
  const entries = await readAll(store)
  await store.close()
  return entries.map(({ body }) => {
    const { by, number }: { by: string; number: number } = JSON.parse(body)
    return `${by} ${number}`
  })
}

describe('two processes on one ledger', () => {
  it('both write, and neither loses or doubles an event', async () => {
    const writers = [start('writer.ts', 'left', '40'), start('writer.ts', 'right', '40')]
    await Promise.all(writers.map(({ gone }) => gone))
    const lines = await kept()
    expect(lines).toHaveLength(80)
    for (const [index, name] of ['left', 'right'].entries()) {
      const own = lines.filter((line) => line.startsWith(name))
      expect(own).toEqual(Array.from({ length: 40 }, (_, number) => `${name} ${number + 1}`))
      expect(writers[index]?.lines()).toEqual(own)
    }
  }, 300_000)
})

describe('a process that is killed', () => {
  it('loses nothing that it was told is durable', async () => {
    let acknowledged: string[] = []
    for (let life = 1; life <= 5; life += 1) {
      const writer = start('writer.ts', `life${life}`)
      await writer.said((line) => line === `life${life} ${life * 7}`)
      writer.process.kill('SIGKILL')
      await writer.gone
      acknowledged = [...acknowledged, ...writer.lines()]
    }
    const lines = await kept()
    expect(acknowledged.length).toBeGreaterThanOrEqual(7 + 14 + 21 + 28 + 35)
    expect(lines).toEqual(expect.arrayContaining(acknowledged))
    // What a process had written and not yet heard of may be there, once.
    expect(lines.length - acknowledged.length).toBeLessThanOrEqual(5)
    expect(new Set(lines).size).toBe(lines.length)
  }, 300_000)

  it('is replaced as host at once', async () => {
    const host = start('hosting-process.ts', 'first')
    await host.said((line) => line === 'hosts 1')
    const store = await openSqliteStore(path)
    expect(await store.hosting.acquire('second', now())).toMatchObject({ why: 'held' })
    host.process.kill('SIGKILL')
    await host.gone
    expect(await store.hosting.acquire('second', now())).toMatchObject({
      ok: true,
      value: { number: 2 },
    })
    await store.close()
  }, 300_000)
})

describe('a process that is stopped', () => {
  it('stays the host until its lease is over, is then taken over, and learns it when it wakes', async () => {
    const host = start('hosting-process.ts', 'first', 'stops')
    await host.said((line) => line === 'hosts 1')
    const store = await openSqliteStore(path)
    expect(await store.hosting.acquire('second', now())).toMatchObject({ why: 'held' })
    const afterwards = later(now(), hostingLeaseMs)
    const takeover = await store.hosting.acquire('second', afterwards)
    expect(takeover).toMatchObject({ ok: true, value: { number: 2, host: 'second' } })
    host.process.kill('SIGCONT')
    await host.said((line) => line === 'taken-over')
    await host.gone
    expect(await store.hosting.last()).toMatchObject({ number: 2, host: 'second' })
    expect(await store.hosting.acquire('third', later(afterwards, 1))).toMatchObject({
      why: 'held',
    })
    await store.close()
  }, 300_000)
})
