/** A charter is applied to live work, rolled back and forked: open work finishes as it began, once. */
import { describe, expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stagedCharter, stageFirm, type Staging } from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import {
  afterLastAct,
  type CharterForm,
  charterHash,
  decodeState,
  encodeState,
  menuIn,
} from './index.ts'

const staging: Staging = {
  protocols: [change],
  members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
  environments: { repo: { kind: 'git' } },
}

// In the second version the reviewer judges twice before anything is merged.
const stricter = change.replace(
  'judge: reviewer > lead; in spec commit; out verdict',
  'read: reviewer > lead; in commit; out notes\n  judge: reviewer > lead; in spec notes; out verdict',
)

const company = (): StagedFirm => {
  const firm = stageFirm({ ...staging, operatorKey: testOperator().publicKey })
  firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
  return firm
}

const adopt = (firm: StagedFirm, charter: CharterForm, rollsBackTo?: number) => {
  const verb = rollsBackTo === undefined ? 'apply' : 'rollback'
  const signature = testOperator().sign('acme', {
    verb,
    what: afterLastAct(firm.state, charterHash(charter)),
  })
  const back = rollsBackTo === undefined ? {} : { rollsBackTo }
  return firm.run({ type: 'adopt-charter', charter, by: 'boss', signature, ...back })
}

const menuNames = (firm: StagedFirm, member: string, enactment: string): readonly string[] => {
  const open = firm.state.open.get(enactment)
  return open === undefined ? [] : menuIn(firm.state, open, member).map(({ message }) => message)
}

const finish = (firm: StagedFirm): void => {
  firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
  firm.say('lea', 'change:w1', 'merge')
  firm.settle()
}

describe('a charter that changes while work is open', () => {
  it('leaves that work its version, and gives new work the new one', () => {
    const firm = company()
    expect(adopt(firm, stagedCharter({ ...staging, protocols: [stricter] })).ok).toBe(true)
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    expect(menuNames(firm, 'rob', 'change:w1')).toEqual(['judge'])
    firm.open('lea', 'change', 'offer', { work: 'w2', spec: { paths: ['b'] }, engineer: 'bob' })
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    firm.say('bob', 'change:w2', 'deliver', { commit: 'd' })
    expect(menuNames(firm, 'rob', 'change:w2')).toEqual(['read'])
    finish(firm)
    expect(firm.events.filter((event) => event.type === 'enactment-ended')).toMatchObject([
      { enactment: 'change:w1', as: 'completed' },
    ])
  })

  it('loses and repeats nothing when it is rolled back in the midst', () => {
    const firm = company()
    const first = firm.state.charter
    if (first === undefined) throw new Error('there is a charter')
    adopt(firm, stagedCharter({ ...staging, protocols: [stricter] }))
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    firm.open('lea', 'change', 'offer', { work: 'w2', spec: { paths: ['b'] }, engineer: 'bob' })
    expect(adopt(firm, first, 1).ok).toBe(true)
    expect(firm.state.charterVersion).toBe(3)
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    firm.say('bob', 'change:w2', 'deliver', { commit: 'd' })
    // The second enactment began under the second version, and finishes under it.
    expect(menuNames(firm, 'rob', 'change:w2')).toEqual(['read'])
    finish(firm)
    const sent = firm.events.flatMap((event) =>
      event.type === 'message-sent' && event.enactment === 'change:w1' ? [event.message] : [],
    )
    expect(sent).toEqual(['offer', 'accept', 'deliver', 'judge', 'merge'])
    expect([...firm.state.open.keys()]).toEqual(['change:w2'])
  })

  it('may drop the protocol of open work, which goes on as the last of its kind', () => {
    const firm = company()
    expect(adopt(firm, stagedCharter({ ...staging, protocols: [] })).ok).toBe(true)
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    finish(firm)
    expect(firm.state.open.size).toBe(0)
    expect(firm.open('lea', 'change', 'offer', { work: 'w3', spec: {}, engineer: 'eve' }).ok).toBe(
      false,
    )
  })

  it('is refused where it takes away the ground that open work stands on', () => {
    const firm = company()
    const { environments: _gone, ...rest } = staging
    expect(adopt(firm, stagedCharter(rest))).toMatchObject({
      why: 'bad-charter',
      message:
        'environments.repo: change:w1 is open and acts there. Let it end or cancel it first, or keep the environment until then.',
    })
    const end = { enactment: 'change:w1', as: 'cancelled', by: 'boss', because: '' } as const
    firm.run({ type: 'end-enactment', ...end })
    expect(adopt(firm, stagedCharter(rest)).ok).toBe(true)
  })

  it('is refused where it gives roles away that cannot be held elsewhere', () => {
    const firm = company()
    const apart = { change: { lead: 'bolt' } }
    expect(adopt(firm, stagedCharter({ ...staging, apart }))).toMatchObject({
      why: 'bad-charter',
      message:
        "apart.change: 'redo' opens a round, which would open in the ledger of its sender alone. Let the role that would begin the round open a new enactment instead.",
    })
  })
})

describe('a fork', () => {
  it('goes its own way with the open work, and its original does not notice', () => {
    const firm = company()
    const copy = company()
    Object.assign(copy.state, decodeState(encodeState(firm.state)))
    copy.run({ type: 'fork-firm', position: firm.state.position, hash: 'ab', firm: 'what-if' })
    copy.say('eve', 'change:w1', 'decline')
    copy.say('eve', 'change:w1', 'deliver', { commit: 'other' })
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    finish(firm)
    expect(firm.state.open.size).toBe(0)
    expect(copy.state.open.get('change:w1')?.facts.get('commit')?.value).toBe('other')
    expect(menuNames(copy, 'rob', 'change:w1')).toEqual(['judge'])
  })
})
