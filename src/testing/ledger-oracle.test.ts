/** The oracle finds what is planted into a ledger, each by its invariant, and nothing in the ledger as it was. */
import { describe, expect, it } from 'vitest'
import type { FirmEvent, MessageSent } from '../kernel/index.ts'
import { breachesOf } from './ledger-oracle.ts'
import { change, order } from './specimens.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'

const host = 'h1'

/** A hand-off up to its verdict, under a gate that eve's delivery had to pass, and an order that has begun. */
const book = (): readonly FirmEvent[] => {
  const firm: StagedFirm = stageFirm({
    protocols: [change, order],
    members: { lea: ['lead', 'clerk'], eve: ['engineer'], rob: ['reviewer'] },
    stands: { plan: 'plan/{spec.area}' },
    budgets: [{ name: 'turns', unit: 'turns', limit: 6, per: 'ever' }],
    policy: [{ protocol: 'change', message: 'deliver', gate: { kind: 'approval', who: 'lea' } }],
  })
  const spec = { area: 'names', paths: ['a.ts'] }
  firm.open('lea', 'change', 'offer', { work: 'w1', spec, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'do it' })
  firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
  firm.run({ type: 'approve-intent', intent: 'i1', by: 'lea', records: [] })
  firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
  firm.open('lea', 'order', 'reserve', { order: 'o1', item: 'x', amount: 1 })
  firm.run({ type: 'start-host', process: 1 })
  return firm.events
}

type Change = (event: FirmEvent) => readonly FirmEvent[]

const sent =
  (message: string, changed: Partial<MessageSent>): Change =>
  (event) =>
    event.type === 'message-sent' && event.message === message
      ? [{ ...event, ...changed }]
      : [event]

const without =
  (...types: readonly FirmEvent['type'][]): Change =>
  (event) =>
    types.includes(event.type) ? [] : [event]

const before =
  (message: string, planted: FirmEvent): Change =>
  (event) =>
    event.type === 'message-sent' && event.message === message ? [planted, event] : [event]

const stamp = { at: 90_000 as FirmEvent['at'], host } as const
const pause: FirmEvent = { type: 'member-paused', ...stamp, member: '', by: 'boss', because: '' }
const takeover: FirmEvent = { type: 'takeover-begun', ...stamp, member: 'rob', by: 'boss' }
const hold: FirmEvent = {
  type: 'hold-taken',
  ...stamp,
  hold: 'h9',
  member: 'rob',
  paths: ['plan/names'],
  until: 99_000 as FirmEvent['at'],
}
const standing = [{ fact: 'plan', path: 'plan/names', version: 3 }]

const planted: readonly (readonly [what: string, change: Change, found: string])[] = [
  ['an approval is left out', without('intent-released'), '6: i1 was not released'],
  [
    'a message goes past its gate',
    (event) => {
      if (event.type !== 'message-sent') return without('intent-held', 'intent-released')(event)
      const { intent: _none, ...free } = event
      return [free]
    },
    '6: deliver by eve waits for approval, and nobody let it go',
  ],
  [
    'what was approved is not what is sent',
    sent('deliver', { facts: { commit: 'c2' } }),
    '6: i1 does not hold deliver as it was sent',
  ],
  ['an effect starts in a pause', before('reserve', pause), '6: lea acted while paused'],
  [
    'a takeover is not seen',
    before('judge', takeover),
    `9: judge stands in the name of rob, and is boss's`,
  ],
  [
    'another speaks',
    sent('judge', { by: 'eve', principal: 'eve' }),
    '4: judge by eve was not on the menu: rob is reviewer',
  ],
  [
    'a message comes too early',
    (event) => (event.type === 'message-sent' && event.message === 'deliver' ? [] : [event]),
    '4: judge by rob was not on the menu: the protocol forbids it now',
  ],
  [
    'a fact is bound that is none',
    sent('judge', { facts: { verdict: { good: {} } } }),
    '4: judge binds verdict as it may not',
  ],
  ['a lease is left out', sent('accept', { lease: [] }), '4: accept does not take repo:a.ts'],
  [
    'a premise did not stand',
    sent('deliver', { premises: [{ path: 'plan/names', version: 2 }] }),
    '5: plan/names stood at 1, not at 2',
  ],
  [
    'a version is left out',
    sent('accept', { standing }),
    '1: plan/names came to stand at 3 after 0',
  ],
  ['what is held still is changed', before('accept', hold), '5: plan/names was changed under h9'],
  [
    'a turn is opened above the budget',
    (event) =>
      event.type === 'turn-opened' && event.turn === 't4'
        ? Array.from({ length: 4 }, (_, index) => ({ ...event, turn: `x${index}` }))
        : [event],
    '8: a turn of rob brings turns to 7 of 6',
  ],
  ['another host writes', sent('judge', { host: 'h0' }), '11: h0 wrote after h1 had taken over'],
]

/** An order of which two effects were done and undone, since it was cancelled. */
const cancelled = (): readonly FirmEvent[] => {
  const firm = stageFirm({ protocols: [order], members: { lea: ['clerk'] } })
  firm.open('lea', 'order', 'reserve', { order: 'o1', item: 'x', amount: 1 })
  firm.settle()
  firm.say('lea', 'order:o1', 'charge')
  firm.settle()
  const end = { enactment: 'order:o1', as: 'cancelled', by: 'boss', because: '' } as const
  firm.run({ type: 'end-enactment', ...end })
  for (let undos = 0; undos < 2; undos += 1) {
    const [effect = ''] = firm.state.effects.keys()
    firm.run({ type: 'settle-undo', effect, receipt: {} })
  }
  return firm.events
}

const undoOf =
  (message: string, change: (event: FirmEvent) => readonly FirmEvent[]): Change =>
  (event) =>
    (event.type === 'undo-started' || event.type === 'undo-settled') && event.message === message
      ? change(event)
      : [event]

const halfDone: readonly (readonly [what: string, change: Change, found: string])[] = [
  [
    'what was done is not undone',
    undoOf('reserve', () => []),
    '0: order:o1 ended as cancelled, and reserve is done',
  ],
  [
    'an undoing is not waited for',
    undoOf('reserve', (event) => (event.type === 'undo-settled' ? [] : [event])),
    '0: order:o1 ended while reserve was under way',
  ],
  [
    'something is undone before what rests on it',
    undoOf('charge', (event) => [{ ...event, message: 'reserve' } as FirmEvent]),
    '0: reserve of order:o1 is undone before its turn',
  ],
  [
    'an ending is another than it was to be',
    (event) => [event.type === 'enactment-ended' ? { ...event, as: 'failed' } : event],
    '0: order:o1 ended as failed, where the rules say cancelled',
  ],
]

const told = (events: readonly FirmEvent[]): readonly string[] =>
  breachesOf(events).map(({ invariant, what }) => `${invariant}: ${what}`)

describe('the oracle', () => {
  it('finds nothing where all was as it should be', () => {
    expect(told(book())).toEqual([])
  })

  it('finds nothing where all was undone', () => {
    expect(told(cancelled())).toEqual([])
  })

  it.each(halfDone)('finds where %s', (_what, change, found) => {
    expect(told(cancelled().flatMap(change))).toContain(found)
  })

  it.each(planted)('finds where %s', (_what, change, found) => {
    const events = book()
    const first: FirmEvent = {
      type: 'host-started',
      ...stamp,
      at: events[0]?.at ?? stamp.at,
      process: 1,
    }
    const changed = [first, ...events].flatMap(change)
    expect(told(changed.map((event) => ({ ...event, host: event.host ?? host })))).toContain(found)
  })
})
