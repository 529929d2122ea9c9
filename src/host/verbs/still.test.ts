/** When work is said to stand still, and why. */
import { describe, expect, it } from 'vitest'
import { present } from '../../base/index.ts'
import { change } from '../../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../../testing/staged-firm.ts'
import { comingIn } from './coming.ts'
import { stillIn, type StillReason } from './still.ts'

const company = (): StagedFirm =>
  stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
  })

const offer = (firm: StagedFirm, work: string, engineer: string): void => {
  firm.open('lea', 'change', 'offer', { work, spec: { paths: ['a.ts'] }, engineer })
}

const pass = (firm: StagedFirm, member: string, enactment: string): void => {
  const opened = firm.run({ type: 'open-turn', member, enactment })
  const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
  firm.run({ type: 'end-turn', turn, how: 'passed', why: 'not mine', use: { ms: 1 } })
}

const stillOf = ({ state }: StagedFirm, work: string, operator = 'boss'): readonly StillReason[] =>
  stillIn(state, {
    enactments: [present(state.open.get(work), 'the work is open')],
    operator,
    now: state.at,
  })

describe('work stands still', () => {
  it('not while somebody is woken or thinks', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    expect(stillOf(firm, 'change:w1')).toEqual([])
    firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    expect(stillOf(firm, 'change:w1')).toEqual([])
  })

  it('when whoever may speak has passed', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    pass(firm, 'eve', 'change:w1')
    expect(stillOf(firm, 'change:w1')).toEqual([
      { why: 'eve may send accept or decline, and passed', needsPerson: true },
    ])
  })

  it('not when the operator has a move in it', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    pass(firm, 'eve', 'change:w1')
    expect(stillOf(firm, 'change:w1', 'eve')).toEqual([])
  })

  it('while another holds the lease, which needs no person', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    offer(firm, 'w2', 'bob')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    pass(firm, 'bob', 'change:w2')
    expect(stillOf(firm, 'change:w2')).toEqual([
      {
        why: 'bob waits with accept: repo:a.ts is held by change:w1 (eve, lea); bob is woken when it is free',
        needsPerson: false,
      },
    ])
  })

  it('while what a delivery touches is held by earlier work, which needs no person', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.open('lea', 'change', 'offer', { work: 'w2', spec: { paths: ['b.ts'] }, engineer: 'bob' })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    const opened = firm.run({ type: 'open-turn', member: 'bob', enactment: 'change:w2' })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    firm.run({
      type: 'commit-turn',
      turn,
      chosen: [{ enactment: 'change:w2', message: 'deliver', facts: { commit: 'c' } }],
      cites: [],
      noted: [],
      use: { ms: 1 },
      verdicts: [{ touches: ['a.ts'] }],
      records: [],
      unfenced: false,
    })
    const why = 'deliver touches repo:a.ts, which another holds; bob is woken when it is free'
    expect(stillOf(firm, 'change:w2')).toEqual([
      { why: `bob waits with deliver: ${why}`, needsPerson: false },
    ])
    expect(comingIn(firm.state, 'boss', firm.state.at)).toContainEqual({
      kind: 'lease',
      enactment: 'change:w2',
      what: 'deliver',
      by: 'bob',
      at: null,
      why,
    })
  })

  it('when who may speak is paused, or everybody is', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.run({ type: 'pause-member', member: 'eve', by: 'boss', because: '' })
    expect(stillOf(firm, 'change:w1')).toEqual([{ why: 'eve is paused', needsPerson: true }])
    firm.run({ type: 'pause-member', member: '', by: 'boss', because: '' })
    const [still] = stillOf(firm, 'change:w1')
    expect(still).toEqual({ why: 'the whole firm is paused', needsPerson: true })
  })
})
