/** What a seat says of work that stands still, at a terminal and where nobody sits. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { accepted } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { simulatedClock } from '../../testing/simulated-clock.ts'
import { openAttending } from '../attending/index.ts'
import { openSeat, type SeatAnswer } from './operator-seat.ts'
import type { StillReason } from './waiting.ts'

/** A seat before a host that gives these reasons, one list for each look. */
const seatBefore = (
  isTerminal: boolean,
  looks: readonly (readonly StillReason[])[],
): { readonly look: () => Promise<SeatAnswer>; readonly written: readonly string[] } => {
  const written: string[] = []
  const left = [...looks]
  const client: FirmClient = {
    call: async () =>
      accepted({ moves: [], intents: [], still: (left.shift() ?? []).map((one) => ({ ...one })) }),
    watch: async () => undefined,
    ended: new Promise(() => undefined),
    close: async () => undefined,
  }
  const seat = openSeat({
    operator: 'ana',
    firm: 'acme',
    work: 'handoff:w1',
    asker: { isTerminal, ask: async () => undefined },
    signer: { sign: async () => '' },
    write: (line) => void written.push(line),
    goesOn: false,
  })
  return { look: async () => await seat(client), written }
}

const stalled = { why: 'rob no longer tries judge', needsPerson: true }
const leased = { why: 'eve waits with accept', needsPerson: false }

test('where nobody sits, work that only a person can move is left', async () => {
  const { look, written } = seatBefore(false, [[], [stalled]])
  expect(await look()).toBe('nothing-waits')
  expect(written).toEqual([])
  expect(await look()).toBe('left')
  expect(written).toEqual([
    'Nothing goes on in handoff:w1: rob no longer tries judge.',
    '  `firm tell NAME "…"` has it tried again; `firm cancel ENACTMENT` ends it.',
  ])
})

test('work that waits for other work is told of once and waited for', async () => {
  const { look, written } = seatBefore(false, [[leased], [leased, stalled]])
  expect([await look(), await look()]).toEqual(['nothing-waits', 'nothing-waits'])
  expect(written).toEqual([
    'Nothing goes on in handoff:w1: eve waits with accept.',
    'Nothing goes on in handoff:w1: rob no longer tries judge.',
  ])
})

test('a person at a terminal is told, and stays', async () => {
  const { look, written } = seatBefore(true, [[stalled]])
  expect(await look()).toBe('nothing-waits')
  expect(written).toHaveLength(2)
})

const held = {
  intent: 'i1',
  enactment: 'handoff:w1',
  by: 'lea',
  unfenced: false,
  messages: ['apply'],
  gate: 'veto',
  content: 'c',
  preview: 'a file',
}

test('work goes on being followed when a window closes while its question is on the screen', async () => {
  const clock = simulatedClock()
  const intents = [held]
  const client: FirmClient = {
    call: async (verb) =>
      verb === 'attend'
        ? accepted(intents.map(({ intent }) => ({ intent, leftMs: 9, goes: true, isThere: true })))
        : accepted({ moves: [], intents: [...intents], still: [] }),
    watch: async () => undefined,
    ended: new Promise(() => undefined),
    close: async () => undefined,
  }
  const written: string[] = []
  const write = (line: string): void => void written.push(line)
  const ask = async (_question: string, withdrawn?: AbortSignal): Promise<undefined> =>
    await new Promise((resolve) =>
      withdrawn?.addEventListener('abort', () => resolve(undefined), { once: true }),
    )
  const seat = openSeat({
    operator: 'ana',
    firm: 'acme',
    work: 'handoff:w1',
    asker: { isTerminal: true, ask },
    signer: { sign: async () => '' },
    attending: openAttending({ clock, screen: 's1', idleMs: () => 0, write }),
    write,
    goesOn: false,
  })
  const answer = seat(client)
  await nextRound()
  intents.pop()
  clock.pass(4_000)
  expect(await answer).toBe('nothing-waits')
  expect(await seat(client)).toBe('nothing-waits')
})
