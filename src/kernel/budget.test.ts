/** Budgets (invariant 8): reserved before a turn, settled after it; what nobody reported is never 0. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stageFirm, type StagedFirm } from '../testing/staged-firm.ts'
import type { BudgetForm, TurnCost } from './charter-form.ts'
import type { Use } from './event.ts'
import { decodeState, encodeState, turnMsMax } from './index.ts'

const question = `
  protocol question
  key topic
  roles asker owner
  ask: asker > owner; out topic
  settle: owner > asker; in topic; out answer; ends completed
`

/** Oda may be asked about as many topics as she has turns for. */
const company = (budget: BudgetForm, cost: TurnCost = {}): StagedFirm => {
  const firm = stageFirm({
    protocols: [question],
    members: { ana: ['asker'], oda: ['owner'] },
    budgets: [{ ...budget, member: 'oda' }],
  })
  Object.assign(firm.state.charter?.members['oda'] ?? {}, { turnCost: cost, turnsAtOnce: 9 })
  for (const topic of ['a', 'b', 'c', 'd']) firm.open('ana', 'question', 'ask', { topic })
  return firm
}

const openTurn = (firm: StagedFirm, topic: string): string =>
  firm.run({ type: 'open-turn', member: 'oda', enactment: `question:${topic}` }).ok
    ? `t${firm.state.turnCount}`
    : 'refused'

const pass = (firm: StagedFirm, turn: string, use: Use): void => {
  firm.run({ type: 'end-turn', turn, how: 'passed', why: '', use })
}

const spent = (firm: StagedFirm): readonly number[] =>
  [...firm.state.budgets.values()].map((one) => one.spent)

const tokens: BudgetForm = { name: 'tokens', unit: 'tokens', limit: 250, per: 'ever' }
const minutes: BudgetForm = { name: 'minutes', unit: 'minutes', limit: 40, per: 'ever' }

describe('what a turn did not report', () => {
  it.each<readonly [string, BudgetForm, TurnCost, Use, number]>([
    ['no tokens', tokens, { tokens: 100 }, { ms: 1 }, 100],
    ['tokens out alone', tokens, { tokens: 100 }, { ms: 1, tokensOut: 7 }, 100],
    ['both tokens', tokens, { tokens: 100 }, { ms: 1, tokensIn: 30, tokensOut: 7 }, 37],
    [
      'another currency',
      { ...tokens, unit: 'money', currency: 'USD' },
      { moneyMillionths: 50, currency: 'USD' },
      { ms: 1, moneyMillionths: 3, currency: 'EUR' },
      50,
    ],
    ['minutes', minutes, { minutes: 10 }, { ms: 61_000 }, 2],
  ])('counts as all that was reserved: %s', (_name, budget, cost, use, expected) => {
    const firm = company(budget, cost)
    pass(firm, openTurn(firm, 'a'), use)
    expect(spent(firm)).toEqual([expected])
  })

  it('was used up where its host died in the middle, in a snapshot too', () => {
    const firm = company(minutes, { minutes: 10 })
    openTurn(firm, 'a')
    Object.assign(firm.state, decodeState(encodeState(firm.state)))
    firm.run({ type: 'start-host', process: 2 })
    expect(firm.events.at(-1)).toMatchObject({ type: 'turn-ended', how: 'abandoned' })
    expect(spent(firm)).toEqual([10])
  })
})

describe('a budget of minutes', () => {
  it('bears on a member that does not say how long its turns are', () => {
    const firm = company(minutes)
    expect(openTurn(firm, 'a')).toBe('t5')
    // Thirty are reserved, and no two turns of thirty have room in forty.
    expect(openTurn(firm, 'b')).toBe('refused')
    pass(firm, 't5', { ms: 5 * 60_000 })
    expect(openTurn(firm, 'b')).toBe('t6')
    expect(spent(firm)).toEqual([5])
  })

  it('that is shorter than a turn makes the turn as short', () => {
    expect(turnMsMax(company({ ...minutes, limit: 12 }).state, 'oda')).toBe(12 * 60_000)
    expect(turnMsMax(company(minutes, { minutes: 5 }).state, 'oda')).toBe(5 * 60_000)
    expect(turnMsMax(company(minutes).state, 'ana')).toBe(30 * 60_000)
  })
})

describe('spending', () => {
  it('never passes a budget, however turns overlap, fail and are cut off', () => {
    const acts = fc.array(
      fc.record({
        act: fc.constantFrom('open', 'open', 'end', 'crash', 'wait'),
        ms: fc.integer({ min: 0, max: 40 * 60_000 }),
        topic: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(
        acts,
        fc.constantFrom('day', 'ever'),
        fc.integer({ min: 1, max: 90 }),
        (all, per, limit) => {
          const firm = company({ name: 'minutes', unit: 'minutes', limit, per })
          for (const { act, ms, topic } of all) {
            const [turn] = firm.state.turns.keys()
            if (act === 'open') openTurn(firm, topic)
            else if (act === 'wait') firm.wait(ms * 10)
            else if (act === 'crash') firm.run({ type: 'start-host', process: 2 })
            else if (turn !== undefined) pass(firm, turn, { ms })
            const [budget] = firm.state.budgets.values()
            expect(budget?.spent ?? 0).toBeLessThanOrEqual(limit)
          }
        },
      ),
    )
  })
})
