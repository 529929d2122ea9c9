/** Veto windows run in attended time only. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../base/index.ts'
import type { GateForm, PolicyLine, PolicyTest, TrackRecord } from '../kernel/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { type StagedHost, stageHost } from '../testing/staged-host.ts'
import { openRecollection, type Pace, startFreePace } from './index.ts'
import { openFeed } from './verbs/feed.ts'
import { type Desk, performVerb } from './verbs/index.ts'

const question = `
  protocol question
  key topic
  roles asker owner
  ask: asker > owner; out topic
  settle: owner > asker; in topic; out answer; ends completed
`

const paces: Pace[] = []
afterEach(() => {
  for (const pace of paces.splice(0)) pace.stop()
})

interface Seat extends StagedHost {
  /** The screen reports, and answers how much of the window is left. */
  readonly report: (idleMs?: number, screen?: string) => Promise<number | null | 'gone'>
  /** Reports every five seconds for so long. */
  readonly watch: (ms: number, idleMs?: number) => Promise<number | null | 'gone'>
}

/** What a policy asks for besides, and what its members have earned. */
interface Trusted {
  readonly policy?: readonly PolicyLine[]
  readonly records?: readonly TrackRecord[]
}

/** Oda's answer waits for a veto, for a minute of attended time. */
const stage = async (
  goesUnanswered: boolean,
  { policy = [], records = [] }: Trusted = {},
): Promise<Seat> => {
  const gate: GateForm = { kind: 'veto', windowMs: 60_000, goesUnanswered }
  const recollection = openRecollection({ tokensMax: 500, countTokens: (text) => text.length })
  const charter = stagedCharter({
    protocols: [question],
    members: { ana: ['asker'], oda: ['owner'] },
    policy: [{ protocol: 'question', message: 'settle', gate }, ...policy],
  })
  const staged = await stageHost({
    charter,
    minds: new Map(),
    options: { recollection: { ...recollection, records: () => records } },
  })
  const { host, clock } = staged
  paces.push(startFreePace(host, () => undefined))
  const act = { type: 'act-as-member', cites: [], verdicts: [], records } as const
  const ask = { enactment: '', opens: 'question', message: 'ask', facts: { topic: 'a' } }
  await host.submit({ ...act, member: 'ana', chosen: [ask] })
  const settle = { enactment: 'question:a', message: 'settle', facts: { answer: 'x' } }
  await host.submit({ ...act, member: 'oda', chosen: [settle] })
  const report: Seat['report'] = async (idleMs = 0, screen = 's1') => {
    const said = await ask1(host, { by: 'boss', screen, intents: ['i1'], idleMs })
    return said
  }
  const watch: Seat['watch'] = async (ms, idleMs = 0) => {
    let left = await report(idleMs)
    for (let passed = 0; passed < ms; passed += 5_000) {
      clock.pass(5_000)
      left = await report(idleMs)
    }
    return left
  }
  return { ...staged, report, watch }
}

const ask1 = async (
  host: StagedHost['host'],
  args: { readonly [name: string]: Json },
): Promise<number | null | 'gone'> => {
  const desk: Desk = {
    host,
    feed: openFeed(),
    memory: () => expect.fail('nobody remembers here'),
    adopt: () => expect.fail('nobody adopts here'),
    rollBack: () => expect.fail('nobody goes back here'),
    stop: () => undefined,
  }
  const said = await performVerb(desk, 'attend', args)
  const [window] = said.ok ? (said.value as readonly { readonly leftMs: number | null }[]) : []
  return window === undefined ? 'gone' : window.leftMs
}

const released = (seat: Seat): number => seat.events('intent-released').length

describe('a veto window', () => {
  it('closes once the operator has watched for as long, and its message goes', async () => {
    const seat = await stage(true)
    expect(await seat.watch(55_000)).toBe(5_000)
    expect(released(seat)).toBe(0)
    expect(await seat.watch(5_000)).toBe('gone')
    expect(seat.events('intent-released')).toMatchObject([{ intent: 'i1', by: 'clock' }])
    expect(seat.events('enactment-ended')).toHaveLength(1)
  })

  it('closes for whoever has earned that it is all there is', async () => {
    const unearned: PolicyTest = {
      kind: 'not',
      test: { kind: 'record', role: 'owner', domain: 'question', keptMin: 3, brokenMax: 0 },
    }
    const gate: GateForm = { kind: 'approval', who: 'operator' }
    const policy = [{ protocol: 'question', message: 'settle', gate, when: unearned }]
    const records = [{ principal: 'oda', domain: 'question', kept: 3, broken: 0 }]
    const seat = await stage(true, { policy, records })
    expect(await seat.watch(60_000)).toBe('gone')
    expect(seat.events('intent-lapsed')).toEqual([])
    expect(released(seat)).toBe(1)
  })

  it('does not move while nobody watches, however long that is', async () => {
    const seat = await stage(true)
    await seat.watch(30_000)
    seat.clock.pass(86_400_000)
    expect(await seat.report()).toBe(30_000)
    expect(released(seat)).toBe(0)
  })

  it('does not move for a screen whose person has pressed no key for five minutes', async () => {
    const seat = await stage(true)
    expect(await seat.watch(120_000, 300_001)).toBe(60_000)
    expect(await seat.watch(20_000, 300_000)).toBe(40_000)
  })

  it('counts two screens of one person once', async () => {
    const seat = await stage(true)
    for (let passed = 0; passed < 20_000; passed += 2_000) {
      await seat.report(0, 's1')
      await seat.report(0, 's2')
      seat.clock.pass(2_000)
    }
    expect(await seat.report(0, 's1')).toBe(40_000)
    expect(await seat.report(0, 's2')).toBe(40_000)
  })

  it('stays held once it is closed, unless the policy lets it go', async () => {
    const seat = await stage(false)
    expect(await seat.watch(300_000)).toBe(0)
    expect(released(seat)).toBe(0)
    expect(seat.host.state.intents.get('i1')).toMatchObject({ attendedMs: 60_000 })
  })

  it('stands still while the firm is paused, and goes on after', async () => {
    const seat = await stage(true)
    await seat.watch(50_000)
    const pause = { by: 'boss', member: '', because: 'lunch' }
    await seat.host.submit({ type: 'pause-member', ...pause })
    expect(await seat.watch(60_000)).toBe(10_000)
    await seat.host.submit({ type: 'resume-member', ...pause })
    expect(await seat.watch(10_000)).toBe('gone')
    expect(released(seat)).toBe(1)
  })

  it('loses at most a few seconds with its host', async () => {
    const seat = await stage(true)
    await seat.watch(50_000)
    expect(seat.host.state.intents.get('i1')?.attendedMs).toBeGreaterThanOrEqual(35_000)
  })

  it('is closed by nobody but who may veto', async () => {
    const seat = await stage(true)
    for (let passed = 0; passed < 90_000; passed += 5_000) {
      await ask1(seat.host, { by: 'oda', screen: 's1', intents: ['i1'], idleMs: 0 })
      seat.clock.pass(5_000)
    }
    expect(released(seat)).toBe(0)
    expect(await seat.report()).toBe(60_000)
  })
})
