/** The clock: what it says stands in an event, as what anybody says does (invariant 10). */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/index.ts'
import { inquiry } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { decodeState, emptyState, encodeState, evolve } from './index.ts'

const company = (): StagedFirm =>
  stageFirm({
    protocols: [inquiry],
    members: { ann: ['asker'], eve: ['owner'] },
    stands: { answer: 'answer/{topic}' },
  })

const asked = (until = 20_000): StagedFirm => {
  const firm = company()
  firm.open('ann', 'inquiry', 'ask', { topic: 'q1', until })
  firm.wait(60_000)
  return firm
}

const replayed = (firm: StagedFirm): string => {
  const state = emptyState()
  for (const event of firm.events) evolve(state, event)
  return encodeState(state)
}

const pass = (firm: StagedFirm) => firm.run({ type: 'pass-time', attendedMs: {}, records: [] })

describe('the message of the clock', () => {
  it('is an event that says what it bound, when, and that the clock said it', () => {
    const { events } = pass(asked())
    const [passed, said] = events
    expect(passed).toMatchObject({ type: 'instant-passed', fact: 'until' })
    expect(said).toEqual({
      type: 'message-sent',
      at: passed?.at,
      host: 'h1',
      enactment: 'inquiry:q1',
      message: 'lapse',
      by: 'clock',
      principal: 'clock',
      epoch: 0,
      facts: { answer: { lapsed: passed?.at } },
      premises: [{ path: 'answer/q1', version: 0 }],
      standing: [{ fact: 'answer', path: 'answer/q1', version: 1 }],
    })
  })

  it('wakes whom it is for, who reads what it bound and goes on', () => {
    const firm = asked()
    pass(firm)
    expect(firm.state.open.get('inquiry:q1')?.facts.get('answer')).toMatchObject({ by: 'clock' })
    expect([...(firm.state.wakes.get('inquiry:q1') ?? [])]).not.toContain('clock')
    expect(firm.say('ann', 'inquiry:q1', 'close', { reason: 'nobody knew' }).ok).toBe(true)
    expect(firm.state.open.has('inquiry:q1')).toBe(false)
  })

  it('finds whom it is for by the rule of the charter, where nobody holds the role yet', () => {
    const judged = inquiry
      .replace('roles asker owner', 'roles asker owner judge')
      .replace('lapse: clock > asker', 'lapse: clock > judge')
      .replace('close: asker > owner', 'close: judge > owner')
    const firm = stageFirm({
      protocols: [judged],
      members: { ann: ['asker'], eve: ['owner'], jo: ['judge'] },
    })
    firm.open('ann', 'inquiry', 'ask', { topic: 'q1', until: 20_000 })
    firm.wait(60_000)
    expect(pass(firm).events[1]).toMatchObject({ by: 'clock', roles: { judge: 'jo' } })
    expect(firm.say('jo', 'inquiry:q1', 'close', { reason: 'nobody knew' }).ok).toBe(true)
  })

  it('gives the same state when it is replayed, and from a snapshot in between', () => {
    const firm = asked()
    pass(firm)
    expect(replayed(firm)).toBe(encodeState(firm.state))
    expect(encodeState(decodeState(encodeState(firm.state)))).toBe(encodeState(firm.state))
  })

  it('is told before what ends, and once', () => {
    const ending = inquiry.replace('out answer.lapsed\n', 'out answer.lapsed; ends failed\n')
    const firm = stageFirm({
      protocols: [ending],
      members: { ann: ['asker'], eve: ['owner'] },
    })
    const facts: JsonObject = { topic: 'q1', until: 20_000 }
    firm.open('ann', 'inquiry', 'ask', facts)
    firm.wait(60_000)
    expect(pass(firm).events.map(({ type }) => type)).toEqual([
      'instant-passed',
      'message-sent',
      'enactment-ended',
    ])
  })

  it('stands though another binds the same standing key: the instant has passed all the same', () => {
    const firm = stageFirm({
      protocols: [inquiry],
      members: { ann: ['asker'], eve: ['owner'] },
      stands: { answer: 'answer/names' },
    })
    firm.open('ann', 'inquiry', 'ask', { topic: 'q1', until: 20_000 })
    firm.wait(60_000)
    pass(firm)
    firm.open('ann', 'inquiry', 'ask', { topic: 'q2', until: 900_000 })
    expect(firm.say('eve', 'inquiry:q2', 'reply', { answer: { given: {} } }).ok).toBe(true)
    expect(firm.state.open.get('inquiry:q1')).toMatchObject({ epoch: 0 })
    expect(firm.say('ann', 'inquiry:q1', 'close', { reason: 'nobody knew' }).ok).toBe(true)
  })

  it('comes after all where an answer that had kept its deadline is open again', () => {
    const firm = stageFirm({
      protocols: [inquiry],
      members: { ann: ['asker'], eve: ['owner'] },
      stands: { answer: 'answer/names' },
    })
    firm.open('ann', 'inquiry', 'ask', { topic: 'q1', until: 20_000 })
    firm.say('eve', 'inquiry:q1', 'reply', { answer: { given: {} } })
    firm.wait(60_000)
    expect(pass(firm).events.map(({ type }) => type)).toEqual(['instant-passed'])
    firm.open('ann', 'inquiry', 'ask', { topic: 'q2', until: 900_000 })
    firm.say('eve', 'inquiry:q2', 'reply', { answer: { given: {} } })
    expect(firm.state.open.get('inquiry:q1')).toMatchObject({ epoch: 1 })
    expect(pass(firm).events.slice(0, 2)).toMatchObject([
      { type: 'instant-passed', enactment: 'inquiry:q1', fact: 'until' },
      { type: 'message-sent', enactment: 'inquiry:q1', message: 'lapse', by: 'clock' },
    ])
    expect(replayed(firm)).toBe(encodeState(firm.state))
    expect(firm.say('ann', 'inquiry:q1', 'close', { reason: 'nobody knew' }).ok).toBe(true)
  })

  it('is not taken back by a person, who may cancel instead', () => {
    const firm = asked()
    pass(firm)
    const place = { enactment: 'inquiry:q1', fact: 'answer' } as const
    expect(firm.run({ type: 'retract-fact', ...place, by: 'boss', because: '' })).toMatchObject({
      ok: false,
      message:
        'answer of inquiry:q1 was said by the clock, and the instant has passed: cancel inquiry:q1 instead',
    })
  })
})
