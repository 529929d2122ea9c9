/** Budgets: reserved before a turn, settled after it. Invariant 8: spending never passes a budget. */
import type { BudgetForm, TurnCost } from './charter-form.ts'
import type { TurnOpened, Use } from './event.ts'
import type { BudgetState, FirmState } from './state.ts'

const dayMs = 86_400_000

/** The period that an instant falls into: a day in UTC, or for ever. */
const periodOf = (budget: BudgetForm, at: number): string =>
  budget.per === 'day' ? String(Math.floor(at / dayMs)) : 'ever'

const bears = (budget: BudgetForm, member: string): boolean =>
  budget.member === undefined || budget.member === member

/** What a turn may cost in a budget's unit; undefined where the member does not meter it. */
const reserveOf = (budget: BudgetForm, cost: TurnCost): number | undefined => {
  if (budget.unit === 'turns') return 1
  if (budget.unit === 'minutes') return cost.minutes
  if (budget.unit === 'tokens') return cost.tokens
  return cost.currency === budget.currency ? cost.moneyMillionths : undefined
}

const usedOf = (budget: BudgetForm, use: Use): number | undefined => {
  if (budget.unit === 'turns') return 1
  if (budget.unit === 'minutes') return Math.ceil(use.ms / 60_000)
  if (budget.unit === 'tokens') {
    if (use.tokensIn === undefined && use.tokensOut === undefined) return undefined
    return (use.tokensIn ?? 0) + (use.tokensOut ?? 0)
  }
  return use.currency === budget.currency ? use.moneyMillionths : undefined
}

const stateOf = (state: FirmState, budget: BudgetForm, at: number): BudgetState => {
  const period = periodOf(budget, at)
  const known = state.budgets.get(budget.name)
  if (known?.period === period) return known
  // What was reserved yesterday is settled today: it counts where it ends.
  const fresh = { period, spent: 0, reserved: known?.reserved ?? new Map<string, number>() }
  state.budgets.set(budget.name, fresh)
  return fresh
}

const total = (reserved: ReadonlyMap<string, number>): number =>
  [...reserved.values()].reduce((sum, one) => sum + one, 0)

/** The name of the first budget that a turn of this member would pass, or undefined. */
export const spentBudget = (
  state: FirmState,
  member: string,
  at: number,
): BudgetForm | undefined => {
  const cost = state.charter?.members[member]?.turnCost ?? {}
  return state.charter?.budgets.find((budget) => {
    if (!bears(budget, member)) return false
    const known = state.budgets.get(budget.name)
    const spent = known?.period === periodOf(budget, at) ? known.spent : 0
    const reserved = known === undefined ? 0 : total(known.reserved)
    return spent + reserved + (reserveOf(budget, cost) ?? 0) > budget.limit
  })
}

/** Reserves what the turn may cost. */
export const takeReserve = (state: FirmState, event: TurnOpened): void => {
  const cost = state.charter?.members[event.member]?.turnCost ?? {}
  for (const budget of state.charter?.budgets ?? []) {
    if (!bears(budget, event.member)) continue
    const amount = reserveOf(budget, cost)
    if (amount !== undefined) stateOf(state, budget, event.at).reserved.set(event.turn, amount)
  }
}

/** Replaces the reserve by what the turn used; what was not reported counts as reserved. */
export const settleReserve = (
  state: FirmState,
  event: { readonly turn: string; readonly at: number; readonly use: Use },
): void => {
  for (const budget of state.charter?.budgets ?? []) {
    const known = stateOf(state, budget, event.at)
    const reserve = known.reserved.get(event.turn)
    if (reserve === undefined) continue
    known.reserved.delete(event.turn)
    known.spent += usedOf(budget, event.use) ?? reserve
  }
}
