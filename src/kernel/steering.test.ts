/** The kernel when the operator steers: amendments, words to members, holds, erasures, takeovers, forks. */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/index.ts'
import { change, question } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import {
  afterLastAct,
  amendedContent,
  decodeState,
  dueEffects,
  emptyState,
  encodeState,
  evolve,
  type FirmState,
} from './index.ts'

const operator = testOperator()

// The staged firm has no key; an operator's is put in by the event that a founding would bring.
const company = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
    policy: [
      { protocol: 'change', message: 'deliver', gate: { kind: 'approval', who: 'operator' } },
    ],
  })
  firm.state.operatorKey = operator.publicKey
  firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
  firm.since()
  return firm
}

const sign = (verb: string, what: string): string => operator.sign('acme', { verb, what })

const amend = (firm: StagedFirm, facts: JsonObject, signature?: string) => {
  const intent = firm.state.intents.get('i1')
  const signed =
    signature ?? (intent === undefined ? '' : sign('amend', amendedContent(intent, facts)))
  return firm.run({
    type: 'amend-intent',
    intent: 'i1',
    by: 'boss',
    facts,
    because: 'wrong branch',
    verdict: {},
    records: [],
    signature: signed,
  })
}

describe('an amendment', () => {
  it("is a veto and the operator's own message, as one", () => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'bad' })
    expect(amend(firm, { commit: 'good' }).events).toMatchObject([
      { type: 'intent-vetoed', intent: 'i1', by: 'boss', forGood: false },
      { type: 'message-sent', message: 'deliver', by: 'boss', principal: 'boss', intent: 'i1' },
    ])
    expect(firm.state.open.get('change:w1')?.facts.get('commit')).toMatchObject({
      value: 'good',
      by: 'boss',
    })
    expect(firm.state.intents.size).toBe(0)
  })

  it('that is not signed over its very words is refused, and changes nothing', () => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'bad' })
    const intent = firm.state.intents.get('i1')
    const other = intent === undefined ? '' : sign('amend', amendedContent(intent, { commit: 'x' }))
    expect(amend(firm, { commit: 'good' }, other)).toMatchObject({
      ok: false,
      why: 'bad-signature',
    })
    expect(firm.state.intents.size).toBe(1)
  })

  it('with the same words is an approval, and is said so', () => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'bad' })
    expect(amend(firm, { commit: 'bad' })).toMatchObject({
      ok: false,
      message: 'that is what i1 says already: approve it instead',
    })
  })

  it('is judged as any message is', () => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'bad' })
    expect(amend(firm, { verdict: {} })).toMatchObject({
      ok: false,
      message: 'deliver must bind commit',
    })
  })
})

describe('what a member is told', () => {
  it('stands at the beginning of its next turns in all of its open work', () => {
    const firm = company()
    const told = { type: 'tell-member', by: 'boss', member: 'eve', enactment: '' } as const
    expect(firm.run({ ...told, text: 'mind the cache' }).events).toMatchObject([
      { type: 'member-told', member: 'eve', enactments: ['change:w1'] },
    ])
    expect(firm.state.open.get('change:w1')?.news.get('eve')).toMatchObject([
      { text: 'boss tells you: mind the cache' },
    ])
    expect(firm.state.wakes.get('change:w1')?.has('eve')).toBe(true)
  })

  it.each([
    [{ member: 'nan', enactment: '' }, 'nan is not a member'],
    [{ member: 'eve', enactment: 'change:w9' }, 'change:w9 is not open'],
    [{ member: 'rob', enactment: '' }, 'rob has no open work, so there is no turn to be told in'],
  ])('is refused where nobody could hear it: %o', (where, message) => {
    const firm = company()
    const told = { type: 'tell-member', by: 'boss', text: 'hello', ...where } as const
    expect(firm.run(told)).toMatchObject({ ok: false, message })
  })
})

describe("the operator's hold", () => {
  it('lasts minutes at most, and can be ended before', () => {
    const firm = company()
    const hold = { type: 'take-hold', by: 'boss', paths: ['decision/api'] } as const
    expect(firm.run({ ...hold, forMs: 6 * 60_000 })).toMatchObject({ ok: false, why: 'not-now' })
    const [taken] = firm.run({ ...hold, forMs: 60_000 }).events
    expect(taken).toMatchObject({ type: 'hold-taken', member: 'boss', paths: ['decision/api'] })
    const name = taken?.type === 'hold-taken' ? taken.hold : ''
    expect(firm.run({ type: 'end-hold', hold: name }).events).toMatchObject([
      { type: 'hold-ended', hold: name },
    ])
    expect(firm.run({ type: 'end-hold', hold: name })).toMatchObject({ ok: false })
  })
})

describe('two holds on one path', () => {
  it('keep what would change it waiting until both have ended', () => {
    const firm = stageFirm({
      protocols: [question],
      members: { lea: ['asker'], rob: ['owner'] },
      stands: { answer: 'answer/names' },
    })
    const hold = { type: 'take-hold', by: 'boss', paths: ['answer/names'] } as const
    firm.run({ ...hold, forMs: 30_000 })
    firm.run({ ...hold, forMs: 90_000 })
    firm.open('lea', 'question', 'ask', { topic: 'q1', area: 'names' })
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    expect(firm.state.intents.size).toBe(1)
    firm.wait(60_000)
    firm.run({ type: 'pass-time', attendedMs: {}, records: [] })
    expect(firm.state.holds).toHaveLength(1)
    expect(firm.state.intents.size).toBe(1)
    firm.wait(60_000)
    for (let passes = 0; passes < 2; passes += 1)
      firm.run({ type: 'pass-time', attendedMs: {}, records: [] })
    expect(firm.state.standing.get('answer/names')?.version).toBe(1)
  })
})

describe('a pause', () => {
  it('keeps what waited for a hold where it is, and lets it go once work is resumed', () => {
    const firm = stageFirm({
      protocols: [question],
      members: { lea: ['asker'], rob: ['owner'] },
      stands: { answer: 'answer/names' },
    })
    firm.run({ type: 'take-hold', by: 'boss', paths: ['answer/names'], forMs: 30_000 })
    firm.open('lea', 'question', 'ask', { topic: 'q1', area: 'names' })
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    const pause = { member: 'rob', by: 'boss', because: 'wait' } as const
    firm.run({ type: 'pause-member', ...pause })
    firm.wait(60_000)
    const pass = { type: 'pass-time', attendedMs: {}, records: [] } as const
    for (let passes = 0; passes < 2; passes += 1) firm.run(pass)
    expect(firm.state.intents.size).toBe(1)
    firm.run({ type: 'resume-member', ...pause })
    firm.run(pass)
    expect(firm.state.standing.get('answer/names')?.version).toBe(1)
  })
})

describe('an erasure', () => {
  it('is ordered with a signature, and names nobody', () => {
    const firm = company()
    const order = { type: 'order-erasure', by: 'boss', what: 'ab12' } as const
    expect(firm.run(order)).toMatchObject({ ok: false, why: 'bad-signature' })
    const signature = sign('erase', afterLastAct(firm.state, 'ab12'))
    expect(firm.run({ ...order, signature }).events).toMatchObject([
      { type: 'erasure-ordered', by: 'boss', what: 'ab12', signature },
    ])
  })
})

describe('a person who is paused', () => {
  it('says nothing with their own hands either; the operator does', () => {
    const firm = company()
    const act = (member: string) => ({
      type: 'act-as-member' as const,
      member,
      chosen: [{ enactment: 'change:w1', message: 'deliver', facts: { commit: 'c1' } }],
      cites: [],
      verdicts: [],
      records: [],
    })
    firm.run({ type: 'pause-member', member: '', by: 'boss', because: '' })
    expect(firm.run(act('eve'))).toMatchObject({ ok: false, why: 'member-paused' })
    const signature = sign('takeover', afterLastAct(firm.state, 'eve'))
    firm.run({ type: 'begin-takeover', member: 'eve', by: 'boss', signature })
    expect(firm.run(act('eve')).ok).toBe(true)
  })
})

describe('a member who is taken over', () => {
  it('takes no turn, and what the operator says in its place needs no approval of theirs', () => {
    const firm = company()
    const signature = sign('takeover', afterLastAct(firm.state, 'eve'))
    firm.run({ type: 'begin-takeover', member: 'eve', by: 'boss', signature })
    const turn = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    expect(turn).toMatchObject({ ok: false, message: 'eve is taken over by boss' })
    const said = firm.run({
      type: 'act-as-member',
      member: 'eve',
      chosen: [{ enactment: 'change:w1', message: 'deliver', facts: { commit: 'c1' } }],
      cites: [],
      verdicts: [],
      records: [],
    })
    expect(said.events).toMatchObject([{ type: 'message-sent', by: 'eve', principal: 'boss' }])
  })

  it('cannot commit the turn that was open', () => {
    const firm = company()
    const [opened] = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' }).events
    const signature = sign('takeover', afterLastAct(firm.state, 'eve'))
    firm.run({ type: 'begin-takeover', member: 'eve', by: 'boss', signature })
    const committed = firm.run({
      type: 'commit-turn',
      turn: opened?.type === 'turn-opened' ? opened.turn : '',
      chosen: [{ enactment: 'change:w1', message: 'deliver', facts: { commit: 'c1' } }],
      cites: [],
      noted: [],
      use: { ms: 1 },
      verdicts: [],
      records: [],
      unfenced: false,
    })
    expect(committed).toMatchObject({ ok: false, message: 'eve is taken over by boss' })
  })
})

const replayed = (firm: StagedFirm): FirmState => {
  const state = emptyState()
  for (const event of firm.events) evolve(state, event)
  return state
}

describe('a fork', () => {
  const forked = (): StagedFirm => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
    const fork = { type: 'fork-firm', position: 9, hash: 'ab' } as const
    expect(firm.run({ ...fork, firm: 'acme' })).toMatchObject({ ok: false, why: 'nothing-to-do' })
    firm.run({ ...fork, firm: 'what-if' })
    return firm
  }

  it('has a name of its own, so that no signature for the one holds in the other', () => {
    const firm = forked()
    expect(firm.state).toMatchObject({ name: 'what-if', forkedFrom: 'acme' })
    const signature = sign('erase', afterLastAct(firm.state, 'ab12'))
    const order = { type: 'order-erasure', by: 'boss', what: 'ab12', signature } as const
    expect(firm.run(order)).toMatchObject({ ok: false, why: 'bad-signature' })
  })

  it('starts no effect: whatever it would do is in doubt and is never asked about', () => {
    const firm = stageFirm({
      protocols: [change],
      members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
    })
    firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
    firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
    firm.run({ type: 'fork-firm', position: 9, hash: 'ab', firm: 'what-if' })
    expect(firm.say('lea', 'change:w1', 'merge').ok).toBe(true)
    expect(dueEffects(firm.state)).toEqual([])
    expect(firm.state.open.get('change:w1')?.effects.get('merge')).toMatchObject({
      doubt: 'effects are off: this is a fork of acme',
    })
  })

  it('is the same state when it is replayed, and when it is opened from a snapshot', () => {
    const firm = forked()
    expect(encodeState(replayed(firm))).toBe(encodeState({ ...firm.state, operatorKey: '' }))
    expect(encodeState(decodeState(encodeState(firm.state)))).toBe(encodeState(firm.state))
  })
})
