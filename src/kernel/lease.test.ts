/** Who waits for a lease: woken when one is free, and not before. */
import { describe, expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { decodeState, dueTurns, encodeState } from './index.ts'

const company = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
  })
  for (const [work, engineer] of [
    ['w1', 'eve'],
    ['w2', 'bob'],
  ] as const) {
    firm.open('lea', 'change', 'offer', { work, spec: { paths: [`${work}.ts`] }, engineer })
    firm.say(engineer, `change:${work}`, 'accept', { plan: 'p' })
  }
  return firm
}

/** Bob delivers a commit that touches what Eve holds. */
const deliverTooEarly = (firm: StagedFirm): void => {
  const opened = firm.run({ type: 'open-turn', member: 'bob', enactment: 'change:w2' })
  const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
  const refused = firm.run({
    type: 'commit-turn',
    turn,
    chosen: [{ enactment: 'change:w2', message: 'deliver', facts: { commit: 'c' } }],
    cites: [],
    noted: [],
    use: { ms: 1 },
    verdicts: [{ touches: ['w1.ts'] }],
    records: [],
    unfenced: false,
  })
  expect(refused.ok).toBe(false)
}

const isDue = (firm: StagedFirm, member: string, enactment: string): boolean =>
  dueTurns(firm.state, firm.state.at).some(
    (due) => due.member === member && due.enactment === enactment,
  )

const cancel = (firm: StagedFirm, enactment: string): void => {
  firm.run({ type: 'end-enactment', enactment, as: 'cancelled', by: 'boss', because: '' })
}

describe('a delivery that waits for a lease', () => {
  it('is not tried again before the lease is free', () => {
    const firm = company()
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
    deliverTooEarly(firm)
    expect(isDue(firm, 'bob', 'change:w2')).toBe(false)
    cancel(firm, 'change:w1')
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
  })

  it('waits over a snapshot too', () => {
    const firm = company()
    deliverTooEarly(firm)
    Object.assign(firm.state, decodeState(encodeState(firm.state)))
    expect(isDue(firm, 'bob', 'change:w2')).toBe(false)
    cancel(firm, 'change:w1')
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
  })
})

describe('a freed lease', () => {
  it('wakes nobody who has taken all of theirs', () => {
    const firm = company()
    firm.state.wakes.clear()
    cancel(firm, 'change:w1')
    expect([...firm.state.wakes.keys()]).toEqual([''])
  })
})
