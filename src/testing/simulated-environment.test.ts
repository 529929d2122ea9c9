import { expect, test } from 'vitest'
import { hashOf } from '../base/index.ts'
import type { EffectOrder } from '../host/ports/index.ts'
import { environmentExam } from './environment-exam.ts'
import { type SimulatedPlan, simulatedEnvironment } from './simulated-environment.ts'

const orderOf = (number: number | string): EffectOrder => ({
  key: hashOf(`order ${number}`),
  verb: 'charge',
  values: [number],
  firm: 'acme',
  enactment: 'order/1',
  message: 'charge',
  by: 'clerk',
})

/** A key that this seed lets fail, and none that it lets through. */
const failing = (): EffectOrder => orderOf('fails 2')

const examined = environmentExam(async () => {
  const world = simulatedEnvironment('bank', { seed: 1 })
  const refusing = simulatedEnvironment('bank', { seed: 1, failProbability: 1 })
  return await Promise.resolve({
    open: async () => {
      const port = world.open()
      const perform: typeof port.perform = async (order) =>
        await (order.key === failing().key ? refusing.open() : port).perform(order)
      return await Promise.resolve({
        port: { ...port, perform },
        order: async (number: number) => await Promise.resolve(orderOf(number)),
        failing: async () => await Promise.resolve(failing()),
        look: async () =>
          await Promise.resolve(
            [...world.effects().values()].map(({ order: { key }, happened, undone }) => [
              key,
              happened,
              undone,
            ]),
          ),
        lookPast: async () =>
          await Promise.resolve(
            [...world.effects().values()].filter(({ undone }) => undone === 0).length,
          ),
      })
    },
    dispose: async () => await Promise.resolve(),
  })
})
test.each(examined)('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})

const answers = async (plan: SimulatedPlan, order: readonly number[]): Promise<unknown> => {
  const world = simulatedEnvironment('bank', plan)
  const said = new Map<number, string>()
  for (const number of order) {
    const outcome = await world
      .open()
      .perform(orderOf(number))
      .catch((error: unknown) => error)
    said.set(number, JSON.stringify(outcome))
  }
  return [...said].toSorted(([a], [b]) => a - b)
}

test('a seed gives the same failures and doubts, in whatever order the keys come', async () => {
  const plan = { seed: 5, failProbability: 0.3, doubtProbability: 0.3 }
  const numbers = Array.from({ length: 40 }, (_, at) => at)
  const forward = await answers(plan, numbers)
  expect(await answers(plan, numbers.toReversed())).toEqual(forward)
  expect(await answers({ ...plan, seed: 6 }, numbers)).not.toEqual(forward)
})

test('in doubt, some effects happened and others did not, and asking tells which', async () => {
  const world = simulatedEnvironment('bank', { seed: 7, doubtProbability: 1 })
  const port = world.open()
  const told = { happened: 0, not: 0 }
  for (let number = 0; number < 40; number += 1) {
    await expect(port.perform(orderOf(number))).rejects.toMatchObject({ code: 'simulated-doubt' })
    const { kind } = await port.ask(orderOf(number))
    told[kind === 'done' ? 'happened' : 'not'] += 1
    expect(world.effects().has(orderOf(number).key)).toBe(kind === 'done')
  }
  expect(Math.min(told.happened, told.not)).toBeGreaterThan(5)
})

test('what cannot be asked shows when it was tried twice', async () => {
  const world = simulatedEnvironment('post', { seed: 1, mute: true })
  await world.open().perform(orderOf(1))
  expect((await world.open().ask(orderOf(1))).kind).toBe('unknown')
  await world.open().perform(orderOf(1))
  expect(world.effects().get(orderOf(1).key)?.happened).toBe(2)
})
