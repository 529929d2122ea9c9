/** A signature that stands in the ledger cannot be used again: what was allowed once was allowed once. */
import { describe, expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import {
  type CommandBody,
  type StagedFirm,
  stagedCharter,
  stageFirm,
  type Staging,
} from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import { afterLastAct, charterHash, decodeState, encodeState } from './index.ts'
import { intentContent } from './decide-intent.ts'

const operator = testOperator()

const staging: Staging = {
  protocols: [change],
  members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
  operatorKey: operator.publicKey,
}

const wider = stagedCharter({ ...staging, members: { ...staging.members, bob: ['engineer'] } })

const signFor = (firm: StagedFirm, verb: string, what: string): string =>
  operator.sign('acme', { verb, what: afterLastAct(firm.state, what) })

const adoption = (
  firm: StagedFirm,
  verb: 'apply' | 'rollback',
): CommandBody & { readonly type: 'adopt-charter' } => {
  const charter = verb === 'apply' ? wider : stagedCharter(staging)
  const signature = signFor(firm, verb, charterHash(charter))
  const back = verb === 'apply' ? {} : { rollsBackTo: 1 }
  return { type: 'adopt-charter', charter, by: 'boss', signature, ...back }
}

const takeover = (firm: StagedFirm) => {
  const signature = signFor(firm, 'takeover', 'eve')
  return { type: 'begin-takeover', member: 'eve', by: 'boss', signature } as const
}

describe('a signature', () => {
  it('under a charter does not bring it back after it was rolled back', () => {
    const firm = stageFirm(staging)
    const applied = adoption(firm, 'apply')
    expect(firm.run(applied).ok).toBe(true)
    const back = adoption(firm, 'rollback')
    expect(firm.run(back).ok).toBe(true)
    expect(firm.run(applied)).toMatchObject({
      why: 'bad-signature',
      message:
        'the charter is not signed by the operator boss since position 4, where the firm was last changed by a signature',
    })
    expect(firm.run(back)).toMatchObject({ why: 'bad-signature' })
    expect(firm.run(adoption(firm, 'apply')).ok).toBe(true)
  })

  it('under a takeover does not begin it again after the place was given back', () => {
    const firm = stageFirm(staging)
    const begun = takeover(firm)
    expect(firm.run(begun).ok).toBe(true)
    firm.run({ type: 'end-takeover', member: 'eve', by: 'boss' })
    expect(firm.run(begun)).toMatchObject({ why: 'bad-signature' })
    expect(firm.run(takeover(firm)).ok).toBe(true)
  })

  it('under a takeover is spent with the place, also where the member left and was hired again', () => {
    const firm = stageFirm({ ...staging, members: { ...staging.members, bob: ['engineer'] } })
    const begun = takeover(firm)
    firm.run(begun)
    const without = stagedCharter({ ...staging, members: { rob: ['reviewer'], bob: ['engineer'] } })
    for (const charter of [without, wider]) {
      const signature = signFor(firm, 'apply', charterHash(charter))
      expect(firm.run({ type: 'adopt-charter', charter, by: 'boss', signature }).ok).toBe(true)
    }
    expect(firm.run(begun)).toMatchObject({ why: 'bad-signature' })
  })

  it('under an erasure orders it once', () => {
    const firm = stageFirm(staging)
    const signature = signFor(firm, 'erase', 'ab12')
    const order = { type: 'order-erasure', by: 'boss', what: 'ab12', signature } as const
    expect(firm.run(order).ok).toBe(true)
    expect(firm.run(order)).toMatchObject({ why: 'bad-signature' })
  })

  it.each(['adopt-charter', 'begin-takeover', 'order-erasure'] as const)(
    'of the operator alone counts: %s in the name of another member is refused, signed or not',
    (type) => {
      const orders = {
        'adopt-charter': { type: 'adopt-charter', charter: wider },
        'begin-takeover': { type: 'begin-takeover', member: 'rob' },
        'order-erasure': { type: 'order-erasure', what: 'ab12' },
      } as const
      const firm = stageFirm(staging)
      expect(firm.run({ ...orders[type], by: 'eve' })).toMatchObject({ why: 'bad-signature' })
      expect(firm.run({ ...orders[type], by: 'eve', signature: 'ab' })).toMatchObject({
        message: expect.stringMatching(/is the operator's to sign, and eve is not the operator$/),
      })
    },
  )

  it('is spent in a state that was opened from its snapshot, too', () => {
    const firm = stageFirm(staging)
    const order = { type: 'order-erasure', by: 'boss', what: 'ab12' } as const
    const signature = signFor(firm, 'erase', 'ab12')
    firm.run({ ...order, signature })
    Object.assign(firm.state, decodeState(encodeState(firm.state)))
    expect(firm.run({ ...order, signature })).toMatchObject({ why: 'bad-signature' })
  })
})

describe('an approval', () => {
  const gated = (kind: 'approval' | 'verified'): StagedFirm => {
    const gate =
      kind === 'approval'
        ? ({ kind, who: 'operator' } as const)
        : ({ kind, who: 'operator', verifier: 'boss' } as const)
    const firm = stageFirm({
      ...staging,
      policy: [{ protocol: 'change', message: 'deliver', gate }],
    })
    firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    return firm
  }

  const approval = (firm: StagedFirm, intent: string, signature?: string) => {
    const waiting = firm.state.intents.get(intent)
    const what = waiting === undefined ? '' : intentContent(waiting)
    return {
      type: 'approve-intent',
      intent,
      by: 'boss',
      records: [],
      signature: signature ?? operator.sign('acme', { verb: 'approve', what }),
    } as const
  }

  it('of one choice is none of the same words chosen again', () => {
    const firm = gated('approval')
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
    const first = approval(firm, 'i1')
    firm.run({ type: 'veto-intent', intent: 'i1', by: 'boss', because: 'wait', forGood: false })
    expect(firm.run(first)).toMatchObject({ why: 'no-such-intent' })
    const end = { enactment: 'change:w1', as: 'cancelled', by: 'boss', because: '' } as const
    firm.run({ type: 'end-enactment', ...end })
    firm.open('lea', 'change', 'offer', { work: 'w2', spec: { paths: ['a'] }, engineer: 'eve' })
    firm.say('eve', 'change:w2', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w2', 'deliver', { commit: 'c1' })
    expect(firm.run(approval(firm, 'i2', first.signature))).toMatchObject({ why: 'bad-signature' })
    expect(firm.run(approval(firm, 'i2')).ok).toBe(true)
  })

  it('is not given by the word of whoever verified the choice', () => {
    const firm = gated('verified')
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c1' })
    const word = approval(firm, 'i1')
    expect(firm.run(word).events).toMatchObject([{ type: 'intent-verified', by: 'boss' }])
    expect(firm.run(word)).toMatchObject({ why: 'bad-signature' })
    expect(firm.run(approval(firm, 'i1')).events).toMatchObject([
      { type: 'intent-released' },
      { type: 'message-sent', message: 'deliver' },
    ])
  })
})
