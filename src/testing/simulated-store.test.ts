// The simulated store: it takes the exam, forgets what was not flushed, and shows lost flushes.
import { describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../base/index.ts'
import { openBook, verify } from '../ledger/index.ts'
import { readAll } from './read-all.ts'
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.ts'
import { openSimulatedStore } from './simulated-store.ts'
import { storeExam } from './store-exam.ts'

describe('the simulated store', () => {
  const places = async () => {
    const disk = createSimulatedDisk({ random: seededRandom(1, 'disk') })
    return { open: async () => openSimulatedStore(disk), dispose: async () => undefined }
  }
  it.each(storeExam(places))('$name', ({ run }) => expect(run()).resolves.toBeUndefined())
})

/** A firm that writes until the power goes, again and again; the answer is what it was told is durable. */
const liveThroughCrashes = async (disk: SimulatedDisk, random: Random): Promise<string[]> => {
  const acknowledged: string[] = []
  for (let life = 0; life < 5; life += 1) {
    let left = 1 + random.integer(30)
    const reach = (point: string): void => {
      left -= 1
      if (left <= 0) throw new RangeError(point)
    }
    const book = await openBook(openSimulatedStore(disk, { faults: { reach } }))
    for (let turn = 0; book.failure === undefined; turn += 1) {
      const bodies = Array.from(
        { length: 1 + random.integer(3) },
        (_, it) => `[${life},${turn},${it}]`,
      )
      const { durable } = book.append(bodies)
      durable.then(
        () => acknowledged.push(...bodies),
        () => undefined,
      )
      if (random.integer(2) === 0) await durable.catch(() => undefined)
    }
    disk.crash()
  }
  return acknowledged
}

const seeds = Array.from({ length: 40 }, (_, index) => Number(process.env.SEED ?? 0) + index)

describe('a crash', () => {
  it('loses nothing that was acknowledged, for every seed', async () => {
    for (const seed of seeds) {
      const random = seededRandom(seed, 'crashes')
      const disk = createSimulatedDisk({ random })
      const acknowledged = await liveThroughCrashes(disk, random)
      const store = openSimulatedStore(disk)
      const kept = (await readAll(store)).map(({ body }) => body)
      expect(kept, `seed ${seed}`).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(kept).size, `seed ${seed}`).toBe(kept.length)
      expect(await verify(store), `seed ${seed}`).toMatchObject({ ok: true })
    }
  })

  it('shows a disk that loses flushes', async () => {
    let lostCount = 0
    for (const seed of seeds) {
      const random = seededRandom(seed, 'crashes')
      const disk = createSimulatedDisk({ random, losesFlushes: true })
      const acknowledged = await liveThroughCrashes(disk, random)
      const kept = new Set((await readAll(openSimulatedStore(disk))).map(({ body }) => body))
      lostCount += acknowledged.filter((body) => !kept.has(body)).length
    }
    expect(lostCount).toBeGreaterThan(0)
  })
})
