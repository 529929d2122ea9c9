/** Parts open by themselves, so the gates before them stand before the message that splits the work. */
import { describe, expect, it } from 'vitest'
import { question, split } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import type { GateForm, PolicyLine } from './charter-form.ts'

const company = (policy: readonly PolicyLine[]): StagedFirm => {
  const members = { lea: ['planner', 'asker'], rob: ['owner'] }
  const firm = stageFirm({ protocols: [split, question], members, policy })
  const { charter } = firm.state
  const form = charter?.protocols['split']
  if (charter === undefined || form === undefined) return firm
  const parts = { ...form.facts['parts'], child: 'question' } as const
  const facts = { ...form.facts, parts: { kind: 'each', schema: {}, ...parts } } as const
  const next = { ...charter, protocols: { ...charter.protocols, split: { ...form, facts } } }
  firm.adopt(next)
  return firm
}

const plan = (firm: StagedFirm, area: string) =>
  firm.open('lea', 'split', 'plan', {
    goal: 'g',
    parts: [{ key: 'q1', facts: { topic: 'q1', area }, after: [] }],
  })

// Whoever is not the operator has no key, so that nothing is to be signed.
const approval: GateForm = { kind: 'approval', who: 'rob' }

describe('a gate before the first message of a part', () => {
  it('holds the message that splits it off, and the part opens when that is released', () => {
    const firm = company([{ protocol: 'question', message: 'ask', gate: approval }])
    const held = plan(firm, 'names').events.find((event) => event.type === 'intent-held')
    expect(held).toMatchObject({ gate: approval, messages: [{ message: 'plan' }] })
    expect([...firm.state.open.keys()]).toEqual([])
    const intent = held?.type === 'intent-held' ? held.intent : ''
    expect(firm.run({ type: 'approve-intent', intent, by: 'rob', records: [] }).ok).toBe(true)
    expect([...firm.state.open.keys()]).toEqual(['split:g', 'question:q1'])
  })

  it('lets it go where the part is not what the gate is for', () => {
    const when = { kind: 'fact', path: 'area', is: 'equal', value: 'names' } as const
    const firm = company([{ protocol: 'question', message: 'ask', gate: approval, when }])
    expect(plan(firm, 'colours').ok).toBe(true)
    expect([...firm.state.open.keys()]).toEqual(['split:g', 'question:q1'])
  })

  it('lets nobody speak for another: what two must approve is refused, and what one may is held', () => {
    const before = (plans: string): readonly PolicyLine[] => [
      { protocol: 'question', message: 'ask', gate: approval },
      { protocol: 'split', message: 'plan', gate: { kind: 'approval', who: plans } },
    ]
    expect(plan(company(before('ann')), 'names')).toMatchObject({
      ok: false,
      why: 'turn-refused',
      message: expect.stringContaining('waits for ann and for rob at once') as string,
    })
    expect(plan(company(before('rob')), 'names').ok).toBe(true)
  })

  it('lasts as long as the longer of two veto windows, and goes unanswered only where both may', () => {
    const veto = (windowMs: number, goesUnanswered: boolean): GateForm => ({
      kind: 'veto',
      windowMs,
      goesUnanswered,
    })
    const firm = company([
      { protocol: 'question', message: 'ask', gate: veto(9_000, false) },
      { protocol: 'split', message: 'plan', gate: veto(5_000, true) },
    ])
    const held = plan(firm, 'names').events.find((event) => event.type === 'intent-held')
    expect(held).toMatchObject({ gate: veto(9_000, false) })
  })

  it('refuses to split off what is forbidden', () => {
    const firm = company([{ protocol: 'question', message: 'ask', gate: { kind: 'forbid' } }])
    expect(plan(firm, 'names')).toMatchObject({ ok: false, why: 'turn-refused' })
  })
})
