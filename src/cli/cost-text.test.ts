import { expect, test } from 'vitest'
import type { CostLineShown } from '../api/index.ts'
import { costHeadings, costRow } from './cost-text.ts'

const line: CostLineShown = {
  protocol: 'change',
  role: 'engineer',
  turnCount: 3,
  emptyTurnCount: 0,
  refusedCount: 0,
  redoneCount: 0,
  workingMs: 4_000,
  untimedCount: 0,
  gateWaitMs: 0,
  leaseWaitMs: 0,
  meteredCount: 0,
  pricedCount: 0,
}

const shown = (more: Partial<CostLineShown>): string => {
  const row = costRow({ ...line, ...more })
  return ['working', 'tokens in/out', 'money']
    .map((name) => row[costHeadings.indexOf(name)])
    .join(' | ')
}

test.each<readonly [Partial<CostLineShown>, string]>([
  [{}, '4.0 s | not metered | not metered'],
  [{ workingMs: 0, untimedCount: 3 }, 'not metered | not metered | not metered'],
  [{ untimedCount: 1 }, '4.0 s (2 of 3 turns) | not metered | not metered'],
  [{ meteredCount: 3, tokensIn: 9 }, '4.0 s | 9/not metered | not metered'],
  [{ meteredCount: 2, tokensIn: 9, tokensOut: 0 }, '4.0 s | 9/0 (2 of 3 turns) | not metered'],
  [{ pricedCount: 1, money: { USD: 500_000 } }, '4.0 s | not metered | 0.50 USD (1 of 3 turns)'],
])('what nobody reported is not metered, and never 0: %o', (more, expected) => {
  expect(shown(more)).toBe(expected)
})

test('what the tokens of briefs were stands in one column, in the order of its heading', () => {
  const heading = 'brief: task/memory/hand-off/menu/repeated'
  const at = costHeadings.indexOf(heading)
  const briefTokens = { task: 5, memory: 4, handOff: 3, menu: 2, repeated: 1 }
  expect(costRow({ ...line, briefTokens })[at]).toBe('5/4/3/2/1')
  expect(costRow(line)[at]).toBe('not metered')
})
