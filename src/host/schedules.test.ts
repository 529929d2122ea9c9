/** Schedules: who is woken when, once for each time, over stopped hosts, other charters and changes of the clock. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { formatInstant, type Instant } from '../base/index.ts'
import { type CharterForm, decodeState, encodeState, type ScheduleForm } from '../kernel/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { type StagedHost, stageHost } from '../testing/staged-host.ts'
import { type Pace, startFreePace, takeStep } from './index.ts'
import type { TurnView } from './ports/index.ts'
import { comingSchedules } from './schedules.ts'
import { statusOf } from './verbs/status.ts'

const talk = `
  protocol talk
  key topic
  roles caller hearer
  call: caller > hearer; out topic; ends completed
`

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const monday: ScheduleForm = {
  rhythm: { kind: 'week', on: 'monday', at: '09:00' },
  zone: 'Europe/Vienna',
  wakes: 'lea',
  saying: 'hold the standup',
}
const daily: ScheduleForm = { ...monday, rhythm: { kind: 'day', at: '00:30' }, zone: 'UTC' }

const charterWith = (schedules: { readonly [name: string]: ScheduleForm }): CharterForm => ({
  ...stagedCharter({ protocols: [talk], members: { lea: ['caller'], rob: ['hearer'] } }),
  schedules,
})

const paces: Pace[] = []
afterEach(() => {
  for (const pace of paces.splice(0)) pace.stop()
})

interface Scheduled extends StagedHost {
  readonly views: readonly TurnView[]
  readonly settle: () => Promise<void>
  /** Time passes in steps, as it does for a host that waits. */
  readonly passTime: (ms: number) => Promise<void>
}

/** Lea opens a talk whenever a schedule woke her, named by what woke her. */
const stage = async (schedules: { readonly [name: string]: ScheduleForm }): Promise<Scheduled> => {
  const views: TurnView[] = []
  const lea = {
    kind: 'script',
    enforced: true,
    turnsAtOnce: 1,
    take: async (view: TurnView) => {
      views.push(view)
      const [news] = view.changed
      if (news === undefined)
        return await Promise.resolve({ kind: 'pass', why: '', use: { ms: 0 } } as const)
      const facts = { topic: /due at (\S+):/.exec(news)?.[1] ?? '' }
      const messages = [{ opens: 'talk', message: 'call', facts }]
      return { kind: 'send', messages, cites: [], notes: [], use: { ms: 0 } } as const
    },
  }
  const staged = await stageHost({
    charter: charterWith(schedules),
    minds: new Map([['lea', lea]]),
  })
  const pace = startFreePace(staged.host, (cause) => {
    throw cause
  })
  paces.push(pace)
  const settle = async (): Promise<void> => {
    await pace.idle()
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
  }
  const passTime = async (ms: number): Promise<void> => {
    staged.clock.pass(ms)
    await settle()
  }
  await settle()
  return { ...staged, views, settle, passTime }
}

const talksOf = ({ events }: StagedHost): readonly string[] =>
  events('enactment-opened').map(({ enactment }) => enactment)

describe('a schedule', () => {
  it('wakes its member at its time of the zone, and the turn begins with what it says', async () => {
    const firm = await stage({ standup: monday })
    await firm.passTime(3 * dayMs)
    expect(talksOf(firm)).toEqual([])
    await firm.passTime(dayMs + 9 * hourMs)
    // The first of January 2026 is a Thursday; nine in Vienna is eight by UTC.
    expect(talksOf(firm)).toEqual(['talk:2026-01-05T08:00:00.000Z'])
    expect(firm.events('member-told')).toMatchObject([
      { by: 'clock', schedule: 'standup', member: 'lea' },
    ])
    expect(firm.views.flatMap(({ changed }) => changed)).toEqual([
      'the schedule standup fell due at 2026-01-05T08:00:00.000Z: hold the standup',
    ])
  })

  it('fires once for each of its times', async () => {
    const firm = await stage({ checkup: daily })
    for (let day = 0; day < 3; day += 1) await firm.passTime(dayMs)
    expect(talksOf(firm)).toEqual([
      'talk:2026-01-01T00:30:00.000Z',
      'talk:2026-01-02T00:30:00.000Z',
      'talk:2026-01-03T00:30:00.000Z',
    ])
  })

  it('keeps its time of day over a change of the clocks', async () => {
    const firm = await stage({ standup: { ...daily, zone: 'Europe/Vienna' } })
    firm.clock.jumpTo(Date.UTC(2026, 2, 28, 12) as Instant)
    await firm.passTime(0)
    for (let day = 0; day < 2; day += 1) await firm.passTime(dayMs)
    // Half past midnight: an hour after UTC on the 29th, two on the 30th.
    expect(talksOf(firm).slice(-2)).toEqual([
      'talk:2026-03-28T23:30:00.000Z',
      'talk:2026-03-29T22:30:00.000Z',
    ])
  })

  it('fires once for all that was missed, for the last of them', async () => {
    const firm = await stage({ checkup: daily })
    firm.clock.jumpTo((firm.clock.now() + 5 * dayMs) as Instant)
    await firm.passTime(0)
    expect(talksOf(firm)).toEqual(['talk:2026-01-05T00:30:00.000Z'])
    await firm.passTime(dayMs)
    expect(talksOf(firm)).toHaveLength(2)
  })

  it('is not fired twice for one time, whoever asks', async () => {
    const { host, passTime, events } = await stage({ checkup: daily })
    await passTime(hourMs)
    const [fired] = events('member-told')
    const due = fired?.due ?? (0 as Instant)
    const again = await host.submit({ type: 'fire-schedule', schedule: 'checkup', due })
    expect(again).toMatchObject({ ok: false, why: 'nothing-to-do' })
    const early = await host.submit({
      type: 'fire-schedule',
      schedule: 'checkup',
      due: (due + dayMs) as Instant,
    })
    expect(early).toMatchObject({ ok: false, why: 'not-now' })
    const other = await host.submit({ type: 'fire-schedule', schedule: 'party', due })
    expect(other).toMatchObject({ ok: false, why: 'nothing-to-do' })
  })

  it('stands in the snapshot, with what its member is to be told', async () => {
    const { host, clock } = await stage({ checkup: daily })
    paces.splice(0).forEach((pace) => pace.stop())
    clock.pass(hourMs)
    await takeStep(host, { order: () => [] })
    expect(host.state.lobby.get('lea')).toHaveLength(1)
    const text = encodeState(host.state)
    const read = decodeState(text)
    expect(encodeState(read)).toBe(text)
    expect(comingSchedules(read).map(({ at }) => formatInstant(at))).toEqual([
      '2026-01-02T00:30:00.000Z',
    ])
  })

  it('counts anew under a charter with other times, and is gone under one without it', async () => {
    const firm = await stage({ checkup: daily })
    await firm.passTime(2 * hourMs)
    const at0130 = { ...daily, rhythm: { kind: 'day', at: '01:30' } } as const
    await firm.adopt(charterWith({ checkup: at0130 }))
    await firm.settle()
    expect(talksOf(firm)).toHaveLength(1)
    await firm.passTime(dayMs)
    expect(talksOf(firm).at(-1)).toBe('talk:2026-01-02T01:30:00.000Z')
    await firm.adopt(charterWith({}))
    await firm.passTime(3 * dayMs)
    expect(talksOf(firm)).toHaveLength(2)
  })

  it('is among what is about to happen', async () => {
    const { host } = await stage({ standup: monday })
    expect(statusOf({ state: host.state }).coming).toEqual([
      {
        kind: 'schedule',
        enactment: '',
        what: 'standup',
        by: 'lea',
        at: Date.UTC(2026, 0, 5, 8),
        why: 'hold the standup',
      },
    ])
  })
})

describe('every rhythm', () => {
  const hourly: ScheduleForm = { ...daily, rhythm: { kind: 'minutes', count: 360 } }
  const often: ScheduleForm = { ...daily, rhythm: { kind: 'minutes', count: 15 } }
  it.each([
    ['six hours', hourly, '2026-01-01T06:00:00.000Z'],
    ['a quarter of an hour', often, '2026-01-01T00:15:00.000Z'],
  ])('recurs after %s', async (_name, schedule, next) => {
    const { host } = await stage({ checkup: schedule })
    expect(comingSchedules(host.state).map(({ at }) => formatInstant(at))).toEqual([next])
  })
})
