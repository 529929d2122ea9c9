import { expect, test } from 'vitest'
import type { Json } from '../../base/index.ts'
import type { EffectOrder } from '../../host/ports/index.ts'
import { simulatedProcesses } from '../../testing/simulated-processes.ts'
import { openProcessEnvironment } from './index.ts'

const orderOf = (command: Json, verb = 'run'): EffectOrder => ({
  key: 'k1',
  verb,
  values: [command],
  firm: 'acme',
  enactment: 'deploy/1',
  message: 'deploy',
  by: 'lead',
})

const environment = openProcessEnvironment({
  processes: simulatedProcesses({
    ok: async ({ args }) => await Promise.resolve(`${args.join('|')}\n`),
    bad: async () => await Promise.resolve({ exitCode: 2, errorOutput: 'first\nno such target\n' }),
    slow: async () => await Promise.resolve({ end: 'time', exitCode: null }),
  }),
  folder: '/project',
  limits: { timeMs: 1000, outputBytes: 1000 },
  variables: {},
})

test('a program that ends well is done, with the end of its output in the receipt', async () => {
  expect(await environment.perform(orderOf(['ok', 'a b', "it's"]))).toEqual({
    kind: 'done',
    receipt: { end: 'exited', exitCode: 0, ms: 0, output: "a b|it's\n", escaped: 0 },
  })
})

test('a program that ends badly, or in no time, has failed and says how', async () => {
  const why = async (program: string): Promise<unknown> =>
    await environment.perform(orderOf([program]))
  expect(await why('bad')).toMatchObject({
    kind: 'failed',
    why: 'bad ended with 2: no such target',
  })
  expect(await why('slow')).toMatchObject({ kind: 'failed', why: 'slow ended by time' })
  expect(await why('gone')).toMatchObject({ kind: 'failed', receipt: { end: 'not-started' } })
})

test('a run cannot be asked about or undone, and its preview is what would run', async () => {
  const order = orderOf(['ok', 'a b', "it's", '--x=1'])
  expect((await environment.ask(order)).kind).toBe('unknown')
  await expect(environment.undo(order, {})).rejects.toMatchObject({ code: 'not-undoable' })
  expect((await environment.preview(order)).text).toBe("ok 'a b' 'it'\\''s' --x=1\nin /project\n")
})

test.each([[['a', 7]], [[]], ['ls'], [null]])(
  '%j is no program with arguments',
  async (command) => {
    await expect(environment.perform(orderOf(command))).rejects.toMatchObject({
      code: 'unknown-verb',
    })
  },
)
