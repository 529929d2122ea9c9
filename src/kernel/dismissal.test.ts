/** A member that leaves, or whose role goes to another, while something of it is open: its roles, intents and turns. */
import { describe, expect, it } from 'vitest'
import { present } from '../base/index.ts'
import { breachesOf } from '../testing/ledger-oracle.ts'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import type { FirmEvent } from './event.ts'
import {
  afterLastAct,
  charterHash,
  emptyState,
  encodeState,
  evolve,
  type FirmState,
  isTurnLost,
} from './index.ts'

const operator = testOperator()
const works = { w1: 'eve', w2: 'eve', w3: 'bob' }

/** Eve and bob each wait for an approval, and eve has a turn open in other work. */
const company = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
    policy: [
      { protocol: 'change', message: 'accept', gate: { kind: 'approval', who: 'operator' } },
    ],
    operatorKey: operator.publicKey,
  })
  for (const [work, engineer] of Object.entries(works)) {
    firm.open('lea', 'change', 'offer', { work, spec: { paths: [`${work}.md`] }, engineer })
  }
  firm.say('eve', 'change:w1', 'accept', { plan: 'rename' })
  firm.say('bob', 'change:w3', 'accept', { plan: 'move' })
  firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w2' })
  return firm
}

const openTurn = ({ state }: StagedFirm) => present([...state.turns.values()][0], 'it is open')

const dismiss = (firm: StagedFirm, name: string): readonly FirmEvent[] => {
  const now = present(firm.state.charter, 'a staged firm has a charter')
  const members = Object.fromEntries(Object.entries(now.members).filter(([one]) => one !== name))
  const charter = { ...now, members }
  const what = afterLastAct(firm.state, charterHash(charter))
  const signature = operator.sign('acme', { verb: 'apply', what })
  return firm.run({ type: 'adopt-charter', charter, by: 'boss', signature }).events
}

const assign = (firm: StagedFirm, enactment: string, member: string): readonly FirmEvent[] =>
  firm.run({
    type: 'assign-role',
    enactment,
    role: 'engineer',
    member,
    by: 'boss',
    because: 'she is needed elsewhere',
  }).events

const told = (events: readonly FirmEvent[]): readonly string[] =>
  events.map((event) => {
    if (event.type === 'intent-lapsed') return `${event.intent} lapses: ${event.why}`
    if (event.type !== 'role-assigned') return event.type
    return `${event.enactment}: ${event.role} is ${event.member}`
  })

const replayed = ({ events }: StagedFirm): FirmState => {
  const state = emptyState()
  for (const event of events) evolve(state, event)
  return state
}

const waiting = ({ state }: StagedFirm): readonly string[] =>
  [...state.intents.values()].map(({ by, enactment }) => `${by} in ${enactment}`)

describe('a member that is dismissed', () => {
  it('takes its intents with it, and its roles go to others, whose turns alone can commit', () => {
    const firm = company()
    const turn = openTurn(firm)
    expect([isTurnLost(firm.state, turn), waiting(firm)]).toEqual([
      false,
      ['eve in change:w1', 'bob in change:w3'],
    ])
    expect(told(dismiss(firm, 'eve'))).toEqual([
      'charter-adopted',
      'change:w1: engineer is bob',
      'change:w2: engineer is bob',
      'i1 lapses: eve is no longer a member',
    ])
    expect([isTurnLost(firm.state, turn), waiting(firm)]).toEqual([true, ['bob in change:w3']])
    expect(breachesOf(firm.events)).toEqual([])
    expect(encodeState(replayed(firm))).toBe(encodeState(firm.state))
  })

  it('takes what it would have opened with it too', () => {
    const gate = { kind: 'approval', who: 'operator' } as const
    const firm = stageFirm({
      protocols: [change],
      members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
      policy: [{ protocol: 'change', message: 'offer', gate }],
      operatorKey: operator.publicKey,
    })
    firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: [] }, engineer: 'eve' })
    expect(told(dismiss(firm, 'lea'))).toEqual([
      'charter-adopted',
      'i1 lapses: lea is no longer a member',
    ])
    expect(waiting(firm)).toEqual([])
  })
})

describe('a role that goes to another', () => {
  it('takes the intents of whoever held it with it, in that work alone', () => {
    const firm = company()
    expect(told(assign(firm, 'change:w1', 'bob'))).toEqual([
      'change:w1: engineer is bob',
      'i1 lapses: eve no longer holds engineer in change:w1',
    ])
    expect(waiting(firm)).toEqual(['bob in change:w3'])
    expect(isTurnLost(firm.state, openTurn(firm))).toBe(false)
    expect(told(assign(firm, 'change:w2', 'bob'))).toEqual(['change:w2: engineer is bob'])
    expect(isTurnLost(firm.state, openTurn(firm))).toBe(true)
    expect(breachesOf(firm.events)).toEqual([])
  })

  it('and is given to its holder again leaves what it chose where it is', () => {
    const firm = company()
    expect(told(assign(firm, 'change:w1', 'eve'))).toEqual(['change:w1: engineer is eve'])
    expect(waiting(firm)).toEqual(['eve in change:w1', 'bob in change:w3'])
  })
})
