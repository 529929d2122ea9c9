// Fault points: every durable write has one before and one after, and each is listed by name.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseInstant, present } from '../base/index.ts'
import { openMemoryContent, openMemoryStore } from './drivers/memory/index.ts'
import { chainBodies, emptyAnchor } from './entry.ts'
import {
  contentFaultPoints,
  storeFaultPoints,
  withContentFaults,
  withStoreFaults,
} from './faults.ts'

const now = present(parseInstant(0), 'an instant')

describe('fault points', () => {
  it('of a store are all reached by its durable writes, and no others', async () => {
    const reached: string[] = []
    const store = withStoreFaults(openMemoryStore(), { reach: (point) => reached.push(point) })
    const { marks, snapshots, hosting } = store
    const tenure = await hosting.acquire('host', now)
    if (tenure.ok) await hosting.renew(tenure.value, now)
    await store.append(0, chainBodies(emptyAnchor, ['1']))
    await snapshots.keep({ format: 'state-1', ...(await store.tip()), body: '{}' })
    await marks.add(0, 1, [])
    await marks.clear()
    if (tenure.ok) await hosting.release(tenure.value)
    expect(reached.toSorted()).toEqual(storeFaultPoints.toSorted())
  })

  it('of content are all reached by its durable writes, and no others', async () => {
    const reached: string[] = []
    const salts = (): Uint8Array => new Uint8Array(createHash('sha256').digest())
    const content = withContentFaults(openMemoryContent(salts), {
      reach: (point) => reached.push(point),
    })
    await content.put(Buffer.from('yes'), 'ada')
    await content.erase('ada', { by: 'ana', at: now })
    expect(reached.toSorted()).toEqual(contentFaultPoints.toSorted())
  })

  it('a fault before a write leaves nothing of it, one after it all', async () => {
    const inner = openMemoryStore()
    const failAt = (name: string) => ({
      reach: (point: string): void => {
        if (point === name) throw new RangeError(point)
      },
    })
    const entries = chainBodies(emptyAnchor, ['1'])
    const before = withStoreFaults(inner, failAt('store.append.before'))
    await expect(before.append(0, entries)).rejects.toThrow('store.append.before')
    expect((await inner.tip()).position).toBe(0)
    const after = withStoreFaults(inner, failAt('store.append.after'))
    await expect(after.append(0, entries)).rejects.toThrow('store.append.after')
    expect((await inner.tip()).position).toBe(1)
  })
})
