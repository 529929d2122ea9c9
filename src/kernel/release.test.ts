/** An intent is let go by the policy that stands then, and by whom that asks, whoever was asked when it was held. */
import { describe, expect, it } from 'vitest'
import { present } from '../base/index.ts'
import { breachesOf } from '../testing/ledger-oracle.ts'
import { question } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import type { GateForm, PolicyLine } from './charter-form.ts'

const approval = (who: string): GateForm => ({ kind: 'approval', who })
const verified = (verifier: string): GateForm => ({ kind: 'verified', who: 'lea', verifier })
const veto = (windowMs: number, goesUnanswered = true): GateForm => ({
  kind: 'veto',
  windowMs,
  goesUnanswered,
})

const before = (gate: GateForm): readonly PolicyLine[] => [
  { protocol: 'question', message: 'settle', gate },
]

/** An answer that waits at one gate, while the charter comes to put another there. */
const waiting = (held: GateForm, now: GateForm): StagedFirm => {
  const firm = stageFirm({
    protocols: [question],
    members: { ann: ['asker'], rob: ['owner'], lea: ['head'], jo: ['head'] },
    policy: before(held),
  })
  firm.open('ann', 'question', 'ask', { topic: 'q1', area: 'names' })
  firm.say('rob', 'question:q1', 'settle', { answer: 'yes' })
  if (held.kind === 'verified') approve(firm, held.verifier)
  if (held.kind === 'veto') attend(firm, held.windowMs - 1)
  firm.adopt({
    ...present(firm.state.charter, 'a staged firm has a charter'),
    policy: before(now),
  })
  return firm
}

const approve = (firm: StagedFirm, by: string) =>
  firm.run({ type: 'approve-intent', intent: 'i1', by, records: [] })

const attend = (firm: StagedFirm, ms: number) => {
  firm.run({ type: 'pass-time', attendedMs: { i1: ms }, records: [] })
  return firm.run({ type: 'pass-time', attendedMs: {}, records: [] })
}

/** What became of it: whether it was let go, or why not. */
const fate = (firm: StagedFirm): string | undefined =>
  firm.events
    .map((event) => {
      if (event.type === 'intent-released') return `let go by ${event.by}`
      return event.type === 'intent-lapsed' ? event.why : undefined
    })
    .find((what) => what !== undefined)

describe('an approval', () => {
  it.each<[string, GateForm, GateForm, string]>([
    ['of whom it waits for', approval('lea'), approval('lea'), 'let go by lea'],
    ['where nothing is asked any more', approval('lea'), { kind: 'silent' }, 'let go by lea'],
    ['of a verified answer', verified('jo'), verified('jo'), 'let go by lea'],
    ['where no verifier is asked any more', verified('jo'), approval('lea'), 'let go by lea'],
    [
      'that another is asked for',
      approval('lea'),
      approval('jo'),
      'the charter now asks for the approval of jo',
    ],
    [
      'that the operator is asked for',
      approval('lea'),
      veto(5_000),
      'the charter now asks for the approval of boss',
    ],
    [
      'of what another is asked to verify',
      verified('jo'),
      verified('ann'),
      'the charter now asks for ann to verify it',
    ],
    [
      'of what nobody has verified',
      approval('lea'),
      verified('jo'),
      'the charter now asks for jo to verify it',
    ],
  ])('is judged by the policy of now: %s', (_what, held, now, told) => {
    const firm = waiting(held, now)
    expect(approve(firm, 'lea').ok).toBe(true)
    expect(fate(firm)).toBe(told)
    expect(breachesOf(firm.events)).toEqual([])
  })
})

describe('a window that closes', () => {
  it.each<[string, GateForm, string]>([
    ['of the same length', veto(5_000), 'let go by clock'],
    ['that has become shorter', veto(2_000), 'let go by clock'],
    ['that has become longer', veto(9_000), 'the charter now asks for a veto window of 9000 ms'],
    [
      'that now waits for an answer',
      veto(5_000, false),
      'the charter now asks for a veto window of 5000 ms',
    ],
    [
      'where an approval is asked for',
      approval('jo'),
      'the charter now asks for the approval of jo',
    ],
  ])('lets go by the policy of now: %s', (_what, now, told) => {
    const firm = waiting(veto(5_000), now)
    attend(firm, 1)
    expect(fate(firm)).toBe(told)
    expect(breachesOf(firm.events)).toEqual([])
  })
})

describe('an amendment', () => {
  it('is refused to whom the charter no longer asks', () => {
    const firm = waiting(approval('lea'), approval('jo'))
    const amended = firm.run({
      type: 'amend-intent',
      intent: 'i1',
      by: 'lea',
      because: 'no',
      facts: { answer: 'no' },
      verdict: {},
      records: [],
    })
    expect(amended).toMatchObject({
      ok: false,
      why: 'not-yours',
      message: 'the charter now asks for the approval of jo',
    })
  })
})
