/** Windows at one door under random schedules, with kills of both sides: no edit is lost, and no lease stays behind. */
import { describe, expect, it } from 'vitest'
import { simulateWindows } from '../../src/testing/simulated-windows.ts'
import type { WindowBug } from '../../src/testing/window-bug.ts'

const seedCount = Number(process.env['SEEDS'] ?? 60)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]

describe('windows at a door', () => {
  it('lose no edit, write nothing that another holds, and leave no lease behind', async () => {
    const total = { allowed: 0, refused: 0, crashes: 0, kills: 0, told: 0 }
    for (const seed of seeds) {
      const shown = await simulateWindows(seed)
      expect(shown.breaches, `SEED=${seed} repeats it`).toEqual([])
      total.allowed += shown.allowed
      total.refused += shown.refused
      total.crashes += shown.hostCrashes
      total.kills += shown.windowKills
      total.told += shown.commandsTold
    }
    // Schedules in which nobody was refused or killed would prove nothing.
    if (only !== undefined) return
    expect(total.allowed).toBeGreaterThan(seeds.length * 5)
    expect(total.refused).toBeGreaterThan(seeds.length * 3)
    expect(total.crashes).toBeGreaterThan(seeds.length)
    expect(total.kills).toBeGreaterThan(seeds.length)
    expect(total.told).toBeGreaterThan(seeds.length / 8)
  })

  it('leave the same events for the same seed', async () => {
    for (const seed of [1, 2, 3]) {
      const [first, second] = [await simulateWindows(seed), await simulateWindows(seed)]
      expect(first.events).toEqual(second.events)
    }
  })
})

describe('a bug that is planted in a door', () => {
  const bugs: readonly (readonly [WindowBug, RegExp])[] = [
    ['leases judged before the command', /was allowed to \w+ (beside|without)|was lost/],
    ['expiry that forgets a restart', /outlived/],
    ['commands that nobody looks after', /nobody was told/],
  ]

  it.each(bugs)('is found by what it breaks: %s', async (bug, sign) => {
    const found: string[] = []
    for (let seed = 1; seed <= 40 && found.length === 0; seed += 1) {
      const { breaches } = await simulateWindows(seed, { bug })
      found.push(...breaches.filter((breach) => sign.test(breach)))
    }
    expect(found.length).toBeGreaterThan(0)
  })
})
