/** Budgets from now on. */
import type { BudgetForm, CharterForm } from '../../charter-form.ts'
import { formatAmount } from '../amount.ts'

/** Budgets that come, go or have another limit. */
export const budgetChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const names = [...new Set([...before.budgets, ...after.budgets].map(({ name }) => name))]
  return names.toSorted().flatMap((name) => {
    const [was, is] = [named(before, name), named(after, name)]
    if (is === undefined) return [`${name}: no limit any more`]
    if (was === undefined) return [`${name}: at most ${formatLimit(is)}`]
    if (was.limit === is.limit) return []
    return [`${name}: at most ${formatLimit(is)} (before: ${formatLimit(was)})`]
  })
}

const named = ({ budgets }: CharterForm, name: string): BudgetForm | undefined =>
  budgets.find((budget) => budget.name === name)

const formatLimit = ({ unit, limit, currency }: BudgetForm): string =>
  formatAmount({ unit, count: limit, ...(currency === undefined ? {} : { currency }) })
