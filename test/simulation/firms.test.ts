/** Whole firms under random charters, minds, operators, faults and hosts: the invariants hold, whatever comes. */
import { describe, expect, it } from 'vitest'
import type { PlantedBug } from '../../src/testing/planted-bug.ts'
import { simulateFirm } from '../../src/testing/simulated-firm.ts'

const seedCount = Number(process.env['SEEDS'] ?? 300)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]

describe('a simulated firm', () => {
  it('keeps every invariant under every seed', { timeout: 600_000 }, async () => {
    let ended = 0
    let crashes = 0
    for (const seed of seeds) {
      const simulated = await simulateFirm(seed)
      expect(simulated.breaches, `SEED=${seed} npm test repeats it`).toEqual([])
      ended += simulated.ended
      crashes += simulated.crashes
    }
    // A simulation in which nothing ends or crashes would prove nothing.
    expect(ended).toBeGreaterThan(seeds.length)
    expect(crashes).toBeGreaterThanOrEqual(Math.floor(seeds.length / 10))
  })

  it('leaves the same bytes for the same seed', async () => {
    for (const seed of [1, 2, 3]) {
      const [first, second] = [await simulateFirm(seed), await simulateFirm(seed)]
      expect(first.bodies).toEqual(second.bodies)
    }
  })
})

describe('a bug that is planted', () => {
  const bugs: readonly (readonly [PlantedBug, number])[] = [
    ['a lost flush', 2],
    ['a missing fence', 11],
    ['premises judged before the turn commits', 5],
    ['an effect started twice', 7],
    ['acknowledgement before durability', 2],
  ]

  it.each(bugs)('is found by its invariant: %s', { timeout: 300_000 }, async (bug, invariant) => {
    const found = new Set<number>()
    for (let seed = 1; seed <= 150 && !found.has(invariant); seed += 1) {
      const { breaches } = await simulateFirm(seed, { bug })
      for (const breach of breaches) found.add(breach.invariant)
    }
    expect([...found]).toContain(invariant)
  })
})
