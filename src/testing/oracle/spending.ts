/** What turns may cost and did cost, counted from events: each budget in its own unit and period. */
import type { BudgetForm, FirmEvent, TurnCost, Use } from '../../kernel/index.ts'
import type { Account, Tally } from './account.ts'

const dayMs = 24 * 60 * 60 * 1_000

/** How long a turn may last that says nothing of it. */
const turnMsMax = 30 * 60_000

/** What a turn may cost at most; undefined where its member does not meter that. */
export const reserveFor = (budget: BudgetForm, cost: TurnCost): number | undefined => {
  if (budget.unit === 'turns') return 1
  if (budget.unit === 'tokens') return cost.tokens
  if (budget.unit === 'minutes') return Math.min(cost.minutes ?? turnMsMax / 60_000, budget.limit)
  return cost.currency === budget.currency ? cost.moneyMillionths : undefined
}

/** The budgets that a member's turns are paid from. */
export const budgetsOf = (charter: Account['charter'], member: string): readonly BudgetForm[] =>
  (charter?.budgets ?? []).filter((budget) => (budget.member ?? member) === member)

/** What was spent of a budget at an instant, with what open turns may still cost. */
export const committedOf = (account: Account, budget: BudgetForm, at: number): number => {
  const tally = account.tallies.get(budget.name)
  if (tally === undefined) return 0
  const reserved = [...tally.reserved.values()].reduce((sum, one) => sum + one, 0)
  return reserved + (tally.period === periodAt(budget, at) ? tally.spent : 0)
}

const periodAt = ({ per }: BudgetForm, at: number): number =>
  per === 'day' ? Math.floor(at / dayMs) : 0

/** Counts what a turn may cost, and what it did. */
export const noteSpending = (account: Account, event: FirmEvent): void => {
  const { charter, tallies } = account
  if (event.type === 'turn-opened') {
    const cost = charter?.members[event.member]?.turnCost ?? {}
    for (const budget of budgetsOf(charter, event.member)) {
      const amount = reserveFor(budget, cost)
      if (amount !== undefined) tallyAt(account, budget, event.at).reserved.set(event.turn, amount)
    }
  }
  if (event.type !== 'turn-ended' && event.type !== 'turn-refused') return
  for (const [name, before] of tallies) {
    const reserve = before.reserved.get(event.turn)
    if (reserve === undefined) continue
    const budget = charter?.budgets.find((one) => one.name === name)
    const tally = budget === undefined ? before : tallyAt(account, budget, event.at)
    tally.reserved.delete(event.turn)
    // Of a turn that was cut off nobody knows what it used.
    const isKnown = budget !== undefined && !('how' in event && event.how === 'abandoned')
    tally.spent += isKnown ? usedOf(budget, event.use, reserve) : reserve
  }
}

const tallyAt = ({ tallies }: Account, budget: BudgetForm, at: number): Tally => {
  const period = periodAt(budget, at)
  const known = tallies.get(budget.name)
  if (known?.period === period) return known
  const fresh = { period, spent: 0, reserved: known?.reserved ?? new Map<string, number>() }
  tallies.set(budget.name, fresh)
  return fresh
}

/** What a turn used of a budget; what it did not report counts as reserved. */
export const usedOf = ({ unit, currency }: BudgetForm, use: Use, reserve: number): number => {
  if (unit === 'turns') return 1
  if (unit === 'minutes') return Math.min(reserve, Math.ceil(use.ms / 60_000))
  if (unit === 'money')
    return use.currency === currency ? (use.moneyMillionths ?? reserve) : reserve
  const { tokensIn, tokensOut } = use
  if (tokensIn === undefined || tokensOut === undefined) {
    return Math.max(reserve, (tokensIn ?? 0) + (tokensOut ?? 0))
  }
  return tokensIn + tokensOut
}
