/** A firm on a chain that is reorganised, its host killed now and then: what fell is undone, and only what is final is built on for good. */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { observeFinality } from '../../src/host/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../src/host/ports/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { breachesOf } from '../../src/testing/ledger-oracle.ts'
import { type SimulatedChain, simulatedChain } from '../../src/testing/simulated-chain.ts'
import { simulatedClock } from '../../src/testing/simulated-clock.ts'
import {
  type SimulatedEnvironment,
  simulatedEnvironment,
} from '../../src/testing/simulated-environment.ts'
import { SimulatedPartner } from '../../src/testing/simulated-partner.ts'
import { stagedCharter } from '../../src/testing/staged-firm.ts'

const seedCount = Number(process.env['SEEDS'] ?? 60)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]
// How much must have gone wrong; of a single seed nothing is asked.
const least = only === undefined ? seeds.length : 0

const swap = `
  protocol swap
  key swap
  roles trader
  environments chain shop
  lock: trader > chain; out swap amount; does revocable lock amount
  reserve: trader > shop; in lock.done amount; does revocable reserve amount
  note: trader > trader; in reserve.done; out remark
  ship: trader > shop; in remark amount; does irreversible ship amount; ends completed
`

interface Run {
  readonly events: readonly FirmEvent[]
  readonly chain: SimulatedChain
  readonly shop: SimulatedEnvironment
  /** Orders to ship that were performed while what they rest on was not final. */
  readonly early: readonly EffectOrder[]
  readonly crashCount: number
}

const run = async (seed: number): Promise<Run> => {
  const random = seededRandom(seed, 'chain')
  const clock = simulatedClock()
  const chain = simulatedChain({ random, doubtProbability: 0.1, replacedProbability: 0.15 })
  const shop = simulatedEnvironment('shop', { seed, doubtProbability: 0.1, undoProbability: 0.2 })
  const early: EffectOrder[] = []
  const partner = new SimulatedPartner({
    name: 'acme',
    seed,
    clock,
    crashEvery: 150,
    charter: stagedCharter({
      protocols: [swap],
      members: { eve: ['trader'], boss: ['operator'] },
      policy: [{ protocol: 'swap', message: 'ship', gate: { kind: 'silent' } }],
    }),
    environments: () =>
      new Map([
        ['chain', chain.open()],
        ['shop', watched(shop.open(), { chain, early })],
      ]),
  })
  const observe = async () =>
    await partner.survive(async () => {
      const { host } = partner
      return host !== undefined && (await observeFinality(host)) > 0
    })
  for (let action = 0; action < 100; action += 1) {
    const luck = random.integer(20)
    if (luck < 11) await partner.step()
    else if (luck < 14) await observe()
    else if (luck < 17) chain.mine()
    else if (luck < 18) chain.reorganise()
    else if (luck < 19) clock.pass(random.integer(6_000))
    else if (random.integer(4) === 0) partner.kill()
  }
  partner.crashes = false
  for (let round = 0; round < 20; round += 1) {
    clock.pass(11_000)
    chain.mine()
    for (let step = 0; step < 4; step += 1) await partner.step()
    await observe()
  }
  return { events: partner.events(), chain, shop, early, crashCount: partner.crashCount }
}

const watched = (
  port: EnvironmentPort,
  { chain, early }: { readonly chain: SimulatedChain; readonly early: EffectOrder[] },
): EnvironmentPort => ({
  ...port,
  perform: async (order) => {
    const locks = [...chain.orders()].filter(
      ([key, lock]) => lock.enactment === order.enactment && !key.startsWith('undo'),
    )
    const isFinal = locks.some(([key]) => chain.truthOf(key) === 'final')
    if (order.verb === 'ship' && !isFinal) early.push(order)
    return await port.perform(order)
  },
})

/** How often each thing of the shop holds for an enactment: done, and not undone. */
const holding = ({ shop }: Run, enactment: string, verb: string): number =>
  [...shop.effects().values()]
    .filter(({ order }) => order.enactment === enactment && order.verb === verb)
    .reduce((sum, { happened, undone }) => sum + happened - undone, 0)

describe('a firm on a chain', () => {
  it(
    'builds nothing for good on what is not final, and undoes what rested on what fell',
    {
      timeout: 300_000,
    },
    async () => {
      const total = { completed: 0, failed: 0, fallen: 0, undone: 0, crashes: 0 }
      for (const seed of seeds) {
        const hint = `SEED=${seed} repeats it`
        const ran = await run(seed)
        const { events, shop, early, crashCount } = ran
        expect(early, `${hint}: shipped too early`).toEqual([])
        expect(breachesOf(events), `${hint}: the ledger`).toEqual([])
        for (const { happened } of shop.effects().values()) {
          expect(happened, `${hint}: an effect`).toBeLessThanOrEqual(1)
        }
        for (const event of events) {
          if (event.type === 'fact-retracted') total.fallen += 1
          if (event.type === 'undo-settled' && event.message === 'reserve') total.undone += 1
          if (event.type !== 'enactment-ended') continue
          const isCompleted = event.as === 'completed'
          total[isCompleted ? 'completed' : 'failed'] += 1
          const held = [
            holding(ran, event.enactment, 'reserve'),
            holding(ran, event.enactment, 'ship'),
          ]
          expect(held, `${hint}: ${event.enactment}`).toEqual(isCompleted ? [1, 1] : [0, 0])
        }
        total.crashes += crashCount
      }
      expect(total.completed).toBeGreaterThanOrEqual(least / 4)
      expect(total.fallen).toBeGreaterThanOrEqual(least / 4)
      expect(total.undone).toBeGreaterThanOrEqual(least / 10)
      expect(total.failed).toBeGreaterThanOrEqual(least / 20)
      expect(total.crashes).toBeGreaterThanOrEqual(least)
    },
  )

  it('leaves the same events for the same seed', async () => {
    expect((await run(5)).events).toEqual((await run(5)).events)
  })
})
