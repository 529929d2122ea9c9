/** What a live view says to a person: how the firm stands, what happens, what newly waits and whose it is. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { FirmStatus, ToldLine, WaitingThing } from '../../api/index.ts'
import { accepted, type Json } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { simulatedClock } from '../../testing/simulated-clock.ts'
import { openPage, showLive } from './index.ts'

const member = (name: string, unfenced: boolean): FirmStatus['members'][number] => ({
  name,
  roles: ['engineer'],
  mind: 'command',
  unfenced,
  paused: false,
  takenOverBy: null,
  doing: [],
})

const standing: FirmStatus = {
  firm: 'acme',
  goal: 'ship',
  position: 3,
  at: 1_000,
  charter: 1,
  paused: false,
  operator: 'ana',
  forkedFrom: null,
  members: [member('eve', true), member('rob', false)],
  windows: [],
  coming: [],
  waiting: [],
  held: [],
}

const waits = (over: Partial<WaitingThing>): WaitingThing => ({
  kind: 'intent',
  id: 'i1',
  enactment: 'change:w1',
  what: 'merge',
  by: 'eve',
  why: 'approval',
  ...over,
})

/** What a view writes after its first look, when one event brings what waits. */
const freshLines = async (...waiting: readonly WaitingThing[]): Promise<readonly string[]> => {
  const lines: string[] = []
  let status = standing
  let tell: (told: ToldLine) => void = () => undefined
  const client: FirmClient = {
    call: async () => await Promise.resolve(accepted(status as unknown as Json)),
    watch: async (_, listener) => {
      tell = listener
      await Promise.resolve()
    },
    ended: new Promise(() => undefined),
    close: async () => await Promise.resolve(),
  }
  const write = (line: string): void => void lines.push(line)
  const page = openPage({ clock: simulatedClock(), isTerminal: true, write })
  await showLive(client, { page })
  const before = lines.length
  status = { ...standing, waiting }
  const line = { position: 4, at: 2_000 } as ToldLine['line']
  tell({ line, sentence: 'eve wants to send merge.' })
  await nextRound()
  return lines.slice(before)
}

test('a new intent of an unfenced member is marked, as on every screen', async () => {
  expect(await freshLines(waits({}), waits({ id: 'i2', by: 'rob' }))).toEqual([
    '1970-01-01T00:00:02Z  eve wants to send merge.',
    '  > waits for you: merge of eve [unfenced] in change:w1 (approval: `firm approve i1` or `firm veto i1`)',
    '  > waits for you: merge of rob in change:w1 (approval: `firm approve i2` or `firm veto i2`)',
  ])
})

test('what stands still is told with who and how to go on, however long its reason is', async () => {
  const why = 'no such thing '.repeat(30)
  const [, stalled = '', doubt = '', budget, trouble, message] = await freshLines(
    waits({ kind: 'stalled', enactment: '', why }),
    waits({ kind: 'doubt', by: 'rob', why: 'nobody can be asked' }),
    waits({ kind: 'budget', id: 'per-day', what: '5 turns', why: 'it is spent' }),
    waits({ kind: 'trouble', enactment: '', what: 'the letterbox', why: 'no place' }),
    waits({ kind: 'message' }),
  )
  expect(stalled).toMatch(/eve \[unfenced\] no longer tries merge in the lobby: no such .*…/)
  expect(stalled.endsWith('… (`firm tell eve "…"`)')).toBe(true)
  expect([doubt, budget, trouble, message]).toEqual([
    '  > waits for you: merge of rob in change:w1 (nobody can be asked)',
    '  > waits for you: of 5 turns (per-day) nothing is left: it is spent',
    '  > the letterbox in the firm fails and is tried again: no place',
    '  > waits for you: merge in change:w1',
  ])
})
