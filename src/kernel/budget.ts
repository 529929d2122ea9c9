/** Budgets: reserved before a turn, settled after it. Invariant 8: spending never passes a budget. */
import { type Instant, later, unreachable } from '../base/index.ts'
import type { BudgetForm, TurnCost } from './charter-form.ts'
import type { TurnEnded, TurnOpened, TurnRefused, Use } from './event.ts'
import type { BudgetState, FirmState } from './state.ts'

const dayMs = 86_400_000

/** The period that an instant falls into: a day in UTC, or for ever. */
const periodOf = (budget: BudgetForm, at: number): string =>
  budget.per === 'day' ? String(Math.floor(at / dayMs)) : 'ever'

const bears = (budget: BudgetForm, member: string): boolean =>
  budget.member === undefined || budget.member === member

/** How long a turn may last that says nothing of it. */
const turnMinutesMax = 30

// A turn may always be as long as a whole budget: it is then the only one.
const minutesOf = (budget: BudgetForm, cost: TurnCost): number =>
  Math.min(cost.minutes ?? turnMinutesMax, budget.limit)

/** What a turn may cost in a budget's unit; undefined where the member does not meter it. */
const reserveOf = (budget: BudgetForm, cost: TurnCost): number | undefined => {
  if (budget.unit === 'turns') return 1
  if (budget.unit === 'minutes') return minutesOf(budget, cost)
  if (budget.unit === 'tokens') return cost.tokens
  return cost.currency === budget.currency ? cost.moneyMillionths : undefined
}

/** How long the host lets a turn of this member last: no longer than was reserved for it from any budget. */
export const turnMsMax = (state: FirmState, member: string): number => {
  const cost = state.charter?.members[member]?.turnCost ?? {}
  const budgets = (state.charter?.budgets ?? []).filter(
    (budget) => budget.unit === 'minutes' && bears(budget, member),
  )
  const reserved = budgets.map((budget) => minutesOf(budget, cost))
  return 60_000 * Math.min(cost.minutes ?? turnMinutesMax, turnMinutesMax, ...reserved)
}

/** What a turn used of a budget; what it did not say counts as all that was reserved for it. */
const usedOf = (budget: BudgetForm, use: Use, reserve: number): number => {
  switch (budget.unit) {
    case 'turns':
      return 1
    case 'minutes':
      // The host ends a turn at what was reserved; what it takes to end it is not the member's.
      return Math.min(reserve, Math.ceil(use.ms / 60_000))
    case 'tokens': {
      const { tokensIn, tokensOut } = use
      const said = (tokensIn ?? 0) + (tokensOut ?? 0)
      return tokensIn === undefined || tokensOut === undefined ? Math.max(reserve, said) : said
    }
    case 'money':
      return use.currency === budget.currency ? (use.moneyMillionths ?? reserve) : reserve
    default:
      return unreachable(budget.unit)
  }
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

/** When a budget begins anew; undefined for one that never does. */
export const renewedAt = (budget: BudgetForm, at: Instant): Instant | undefined =>
  budget.per === 'day' ? later(at, dayMs - (at % dayMs)) : undefined

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

/**
 * Replaces the reserve by what the turn used; what was not reported counts as reserved. Of a turn that was cut off
 * with its host nobody knows what it used.
 */
export const settleReserve = (state: FirmState, event: TurnEnded | TurnRefused): void => {
  const isUnknown = event.type === 'turn-ended' && event.how === 'abandoned'
  for (const [name, before] of state.budgets) {
    const reserve = before.reserved.get(event.turn)
    if (reserve === undefined) continue
    // A budget that a newer charter no longer has may come back with another.
    const budget = state.charter?.budgets.find((one) => one.name === name)
    const known = budget === undefined ? before : stateOf(state, budget, event.at)
    known.reserved.delete(event.turn)
    const isCounted = budget !== undefined && !isUnknown
    known.spent += isCounted ? usedOf(budget, event.use, reserve) : reserve
  }
}
