/** Whole firms under random charters, minds, operators, faults and hosts: the invariants hold, whatever comes. */
import { describe, expect, it } from 'vitest'
import { present } from '../../src/base/index.ts'
import type { PlantedBug } from '../../src/testing/planted-bug.ts'
import { openForesights } from '../../src/testing/ledger-oracle.ts'
import { simulateFirm } from '../../src/testing/simulated-firm.ts'
import { runOf, runSentence, smallestRun } from '../../src/testing/smaller-run.ts'

const seedCount = Number(process.env['SEEDS'] ?? 300)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]
const run = only === undefined ? {} : runOf(process.env)

/** All runs here are of the same few protocols. */
const foresights = openForesights()

/** The smallest run that fails as a seed does, to be read in its stead. */
const told = async (seed: number): Promise<string> => {
  const smallest = await smallestRun(seed)
  return smallest === undefined ? '' : runSentence(smallest)
}

describe('a simulated firm', () => {
  it('keeps every invariant under every seed', { timeout: 600_000 }, async () => {
    let ended = 0
    let crashes = 0
    for (const seed of seeds) {
      const { breaches, ...simulated } = await simulateFirm(seed, { ...run, foresights })
      const hint = breaches.length === 0 ? '' : await told(seed)
      expect(breaches, `${hint}`).toEqual([])
      ended += simulated.ended
      crashes += simulated.crashes
    }
    // A simulation in which nothing ends or crashes would prove nothing; of a single run nothing is asked.
    const least = only === undefined ? seeds.length : 0
    expect(ended).toBeGreaterThanOrEqual(least)
    expect(crashes).toBeGreaterThanOrEqual(Math.floor(least / 10))
  })

  it('leaves the same bytes for the same seed', async () => {
    for (const seed of [1, 2, 3]) {
      const [first, second] = [await simulateFirm(seed), await simulateFirm(seed)]
      expect(first.bodies).toEqual(second.bodies)
    }
  })
})

const bugs: readonly (readonly [PlantedBug, number])[] = [
  ['a lost flush', 2],
  ['a missing fence', 11],
  ['premises judged before the turn commits', 5],
  ['an effect started twice', 7],
  ['acknowledgement before durability', 2],
  ['a gate that is forgotten', 6],
  ['a takeover that is forgotten', 9],
  ['an author who is forgotten', 9],
  ['a lease that is forgotten', 4],
  ['a fact that outlives its message', 0],
]

/** The first seed under which a bug is found by its invariant. */
const foundAt = async (bug: PlantedBug, invariant: number): Promise<number | undefined> => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { breaches } = await simulateFirm(seed, { bug, foresights })
    if (breaches.some((breach) => breach.invariant === invariant)) return seed
  }
  return undefined
}

describe('a bug that is planted', () => {
  it.each(bugs)('is found by its invariant: %s', { timeout: 300_000 }, async (bug, invariant) => {
    expect(await foundAt(bug, invariant)).toBeDefined()
  })

  it('is shown by a run that is smaller, and that its command repeats', async () => {
    const bug = 'a gate that is forgotten'
    const seed = present(await foundAt(bug, 6), 'the bug is found')
    const smallest = present(await smallestRun(seed, { bug }), 'the seed fails')
    const { actions, without, breach } = smallest
    expect(breach.invariant).toBe(6)
    expect(actions.length).toBeLessThan(20)
    expect(without.length).toBeGreaterThan(3)
    const [, command = ''] = runSentence(smallest).split('\n')
    const variables = [...command.matchAll(/([A-Z]+)=(\S*)/g)].map(([, name, value]) => [
      name,
      value,
    ])
    const again = await simulateFirm(seed, { bug, ...runOf(Object.fromEntries(variables)) })
    expect(again.breaches).toContainEqual(breach)
  })
})
