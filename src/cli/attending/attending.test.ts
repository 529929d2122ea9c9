/** A screen reports its person, tells how much of a window is left, and takes away what no longer waits. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AttendedWindow } from '../../api/index.ts'
import { accepted, type Json, type JsonObject } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { simulatedClock } from '../../testing/simulated-clock.ts'
import { type Attending, openAttending } from './index.ts'

interface Stage {
  readonly attending: Attending
  readonly client: FirmClient
  readonly asked: JsonObject[]
  readonly lines: string[]
  readonly pass: (ms: number) => Promise<void>
  idleMs: number
  answer: readonly AttendedWindow[]
}

const stage = (): Stage => {
  const clock = simulatedClock()
  const asked: JsonObject[] = []
  const lines: string[] = []
  const client: FirmClient = {
    call: async (_verb, args) => {
      asked.push(args)
      const told = staged.answer as unknown as Json
      return await Promise.resolve(accepted(told))
    },
    watch: async () => await Promise.resolve(),
    ended: new Promise(() => undefined),
    close: async () => await Promise.resolve(),
  }
  const staged: Stage = {
    attending: openAttending({
      clock,
      screen: 's1',
      idleMs: () => staged.idleMs,
      write: (line) => void lines.push(line),
    }),
    client,
    asked,
    lines,
    pass: async (ms) => {
      clock.pass(ms)
      await nextRound()
    },
    idleMs: 0,
    answer: [],
  }
  return staged
}

const windowOf = (leftMs: number | null, isThere = true): readonly AttendedWindow[] => [
  { intent: 'i1', leftMs, goes: true, isThere },
]

test('a screen reports while a window is open, and counts down', async () => {
  const staged = stage()
  staged.answer = windowOf(270_000)
  staged.attending.show(staged.client, 'boss', ['i1'])
  await staged.pass(0)
  expect(staged.asked).toEqual([{ by: 'boss', screen: 's1', intents: ['i1'], idleMs: 0 }])
  staged.answer = windowOf(266_000)
  await staged.pass(4_000)
  staged.answer = windowOf(59_000)
  await staged.pass(4_000)
  staged.answer = windowOf(55_000, false)
  await staged.pass(4_000)
  expect(staged.asked).toHaveLength(4)
  expect(staged.lines).toEqual([
    '  > i1: veto window: it goes after 4 min 30 s of your attention',
    '  > i1: veto window: it goes after 59 s of your attention',
    '  > i1: veto window: it goes after 55 s of your attention (it stands still: no key came for five minutes)',
  ])
})

test('a question about what no longer waits is taken away', async () => {
  const staged = stage()
  staged.answer = windowOf(4_000)
  staged.attending.show(staged.client, 'boss', ['i1'])
  const gone = staged.attending.goneSignal('i1')
  await staged.pass(0)
  expect(gone.aborted).toBe(false)
  staged.answer = []
  await staged.pass(4_000)
  expect(gone.aborted).toBe(true)
  await staged.pass(60_000)
  expect(staged.asked).toHaveLength(2)
})

test('what has no window is reported once, and a closed screen reports nothing', async () => {
  const staged = stage()
  staged.answer = windowOf(null)
  staged.attending.show(staged.client, 'boss', ['i1'])
  await staged.pass(60_000)
  expect(staged.asked).toHaveLength(1)
  staged.attending.close()
  staged.attending.show(staged.client, 'boss', ['i2'])
  await staged.pass(60_000)
  expect(staged.asked).toHaveLength(1)
  expect(staged.lines).toEqual([])
})

test('what is shown while a report is under way is not taken for gone', async () => {
  const staged = stage()
  const first: AttendedWindow = { intent: 'i1', leftMs: 60_000, goes: true, isThere: true }
  staged.answer = [first]
  staged.attending.show(staged.client, 'boss', ['i1'])
  staged.answer = [first, { ...first, intent: 'i2' }]
  staged.attending.show(staged.client, 'boss', ['i1', 'i2'])
  const gone = staged.attending.goneSignal('i2')
  await staged.pass(0)
  expect(gone.aborted).toBe(false)
})
