/** Invariant 8: spending never passes a budget, since it is reserved before a turn and never more than that is used. */
import type { FirmEvent } from '../../kernel/index.ts'
import type { Account } from './account.ts'
import { type Finding, findings } from './breach.ts'
import { budgetsOf, committedOf, reserveFor, usedOf } from './spending.ts'

/** What was wrong with what a turn may cost, or did. */
export const judgeBudgets = (account: Account, event: FirmEvent): readonly Finding[] => {
  if (event.type === 'turn-opened') return judgeReserve(account, event.member, event.at)
  if (event.type !== 'turn-ended' && event.type !== 'turn-refused') return []
  const { charter, tallies } = account
  return (charter?.budgets ?? []).flatMap((budget) => {
    const reserve = tallies.get(budget.name)?.reserved.get(event.turn)
    const used = reserve === undefined ? 0 : usedOf(budget, event.use, reserve)
    const what = `${event.turn} used ${used} of ${budget.name}, where ${reserve} was reserved`
    return used > (reserve ?? 0) ? findings(8, what) : []
  })
}

const judgeReserve = (account: Account, member: string, at: number): readonly Finding[] => {
  const cost = account.charter?.members[member]?.turnCost ?? {}
  return budgetsOf(account.charter, member).flatMap((budget) => {
    const wanted = reserveFor(budget, cost) ?? 0
    const sum = committedOf(account, budget, at) + wanted
    return sum > budget.limit
      ? findings(8, `a turn of ${member} brings ${budget.name} to ${sum} of ${budget.limit}`)
      : []
  })
}
