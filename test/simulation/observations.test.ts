/** A firm that observes a world that changes, its host killed now and then: no change is lost, and none is told twice. */
import { describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../../src/base/index.ts'
import type { Mind } from '../../src/host/ports/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { breachesOf } from '../../src/testing/ledger-oracle.ts'
import { simulatedClock } from '../../src/testing/simulated-clock.ts'
import { simulatedEnvironment } from '../../src/testing/simulated-environment.ts'
import { SimulatedPartner } from '../../src/testing/simulated-partner.ts'
import { stagedCharter } from '../../src/testing/staged-firm.ts'

const seedCount = Number(process.env['SEEDS'] ?? 15)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]
// How much must have happened; of a single seed nothing is asked.
const least = only === undefined ? seeds.length : 0

const talk = `
  protocol talk
  key topic
  roles caller
  environments repo
  call: caller > caller; out topic; ends completed
`

/** Reads what it is told, and now and then falls over first. */
const fallingMind = (random: Random): Mind => ({
  kind: 'script',
  enforced: true,
  turnsAtOnce: 1,
  take: async () => {
    await Promise.resolve()
    return random.integer(3) === 0
      ? { kind: 'nothing', why: 'it fell over', use: { ms: 1 } }
      : { kind: 'pass', why: 'read', use: { ms: 1 } }
  },
})

interface Run {
  readonly events: readonly FirmEvent[]
  readonly crashCount: number
  /** What the world shows in the end. */
  readonly mark: string | undefined
}

const run = async (seed: number): Promise<Run> => {
  const random = seededRandom(seed, 'observations')
  const clock = simulatedClock()
  const repo = simulatedEnvironment('repo', { seed, clock, changesMs: 9_000 })
  const looks = { environment: 'repo', what: 'branch', of: 'main', saying: 'look' } as const
  const partner = new SimulatedPartner({
    name: 'acme',
    seed,
    clock,
    crashEvery: 40,
    charter: {
      ...stagedCharter({
        protocols: [talk],
        members: { lea: ['caller'], eve: ['caller'], boss: ['operator'] },
      }),
      observations: { hers: { ...looks, wakes: 'lea' }, his: { ...looks, wakes: 'eve' } },
    },
    environments: () => new Map([['repo', repo.open()]]),
    minds: new Map(['lea', 'eve'].map((name) => [name, fallingMind(random)])),
  })
  for (let action = 0; action < 60; action += 1) {
    const luck = random.integer(10)
    if (luck < 6) await partner.step()
    else if (luck < 9) clock.pass(random.integer(6_000))
    else if (random.integer(2) === 0) partner.kill()
  }
  partner.crashes = false
  clock.pass(11_000)
  for (let step = 0; step < 60 && (await partner.step()); step += 1);
  const seen = await repo.open().observe?.('main', undefined)
  return { events: partner.events(), crashCount: partner.crashCount, mark: seen?.mark }
}

const sightsOf = ({ events }: Run, name: string) =>
  events.flatMap((event) =>
    event.type === 'observation-noted' && event.observation === name ? [event] : [],
  )

describe('a firm that observes', () => {
  it('sees each change once, from where it saw the last, whatever becomes of its host', async () => {
    let crashes = 0
    let told = 0
    for (const seed of seeds) {
      const hint = `SEED=${seed} repeats it`
      const ran = await run(seed)
      expect(breachesOf(ran.events), `${hint}: the ledger`).toEqual([])
      for (const name of ['hers', 'his']) {
        const sights = sightsOf(ran, name)
        expect(sights.at(-1)?.mark, `${hint}: ${name} at rest`).toBe(ran.mark)
        const before = sights.map(({ data }) => data)
        const expected = sights.slice(0, -1).map(({ mark }) => ({ before: mark }))
        expect(before, `${hint}: ${name}`).toEqual([null, ...expected])
        told += sights.length - 1
      }
      crashes += ran.crashCount
    }
    expect(told).toBeGreaterThanOrEqual(least * 4)
    expect(crashes).toBeGreaterThanOrEqual(least)
  })

  it('leaves the same events for the same seed', async () => {
    expect((await run(5)).events).toEqual((await run(5)).events)
  })
})
