/** Who wrote something never judges it: over takeovers, reassignments and rounds, compared by principal. */
import { describe, expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import { afterLastAct, decodeState, encodeState, menuIn } from './index.ts'

const { publicKey, sign } = testOperator()

/** Work that eve was offered, in a company whose engineer and reviewer are distinct. */
const company = (): StagedFirm => {
  const members = {
    lea: ['lead'],
    eve: ['engineer', 'reviewer'],
    bob: ['engineer'],
    rob: ['reviewer'],
  }
  const firm = stageFirm({ protocols: [change], members, operatorKey: publicKey })
  const { charter } = firm.state
  if (charter === undefined) return firm
  const distinct = [['engineer', 'reviewer']]
  const protocols = Object.fromEntries(
    Object.entries(charter.protocols).map(([name, form]) => [name, { ...form, distinct }]),
  )
  const next = { ...charter, protocols }
  firm.adopt(next)
  firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a.ts'] }, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'do it' })
  return firm
}

const takeOver = (firm: StagedFirm, member: string): void => {
  const signature = sign('acme', { verb: 'takeover', what: afterLastAct(firm.state, member) })
  firm.run({ type: 'begin-takeover', member, by: 'boss', signature })
}

const act = (
  firm: StagedFirm,
  member: string,
  message: string,
  facts: { [name: string]: string },
) =>
  firm.run({
    type: 'act-as-member',
    member,
    chosen: [{ enactment: 'change:w1', message, facts }],
    cites: [],
    verdicts: [],
    records: [],
  })

const menuNames = ({ state }: StagedFirm, member: string): readonly string[] => {
  const open = state.open.get('change:w1')
  return open === undefined ? [] : menuIn(state, open, member).map(({ message }) => message)
}

describe('the author of a result', () => {
  it('is never its verifier, though a person takes over one after the other', () => {
    const firm = company()
    takeOver(firm, 'eve')
    expect(act(firm, 'eve', 'deliver', { commit: 'c1' }).ok).toBe(true)
    firm.run({ type: 'end-takeover', member: 'eve', by: 'boss' })
    expect(menuNames(firm, 'rob')).toEqual(['judge'])
    takeOver(firm, 'rob')
    expect(menuNames(firm, 'rob')).toEqual([])
    const judged = act(firm, 'rob', 'judge', {})
    expect(judged).toMatchObject({
      ok: false,
      message: `judge is the reviewer's to say, and boss, who answers for rob, is engineer in change:w1`,
    })
    firm.run({ type: 'end-takeover', member: 'rob', by: 'boss' })
    expect(menuNames(firm, 'rob')).toEqual(['judge'])
  })

  it('is never its verifier, though another is the author’s successor by then', () => {
    const firm = company()
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
    const assign = { type: 'assign-role', enactment: 'change:w1', by: 'boss', because: '' } as const
    firm.run({ ...assign, role: 'engineer', member: 'bob' })
    const assigned = firm.run({ ...assign, role: 'reviewer', member: 'eve' })
    expect(assigned).toMatchObject({ ok: false, message: 'eve may not be reviewer in change:w1' })
  })

  it('stays its author in a state that was opened from its snapshot', () => {
    const firm = company()
    takeOver(firm, 'eve')
    act(firm, 'eve', 'deliver', { commit: 'c1' })
    const opened = decodeState(encodeState(firm.state))
    expect([...(opened.open.get('change:w1')?.spoken ?? [])]).toEqual([
      ['engineer', ['eve', 'boss']],
    ])
  })
})
