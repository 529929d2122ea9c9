/** Budgets as charters write them: `budget.perDay(usd(40))`, `budget.ever(turns(500), 'eve')`. */
import type { BudgetForm } from '../charter-form.ts'
import type { Amount } from './amount.ts'

/** One budget, for the firm or for one member. */
export interface BudgetLine<Who extends string = string> {
  readonly kind: 'budget'
  readonly form: BudgetForm
  readonly amount: Amount
  /** The member it bears on, where it is not the whole firm. */
  readonly who: readonly Who[]
}

/** What writes a budget. */
export interface Budgets {
  /** So much on each day of UTC, for the firm. */
  readonly perDay: BudgetOf
  /** So much in all. */
  readonly ever: BudgetOf
}

interface BudgetOf {
  (amount: Amount): BudgetLine<never>
  <const Who extends string>(amount: Amount, member: Who): BudgetLine<Who>
}

const budgetOf = (per: BudgetForm['per']): BudgetOf => {
  function line(amount: Amount): BudgetLine<never>
  function line<const Who extends string>(amount: Amount, member: Who): BudgetLine<Who>
  function line(amount: Amount, member?: string): BudgetLine {
    const { unit, count, currency } = amount
    const form: BudgetForm = {
      name: budgetName(amount, per, member),
      unit,
      limit: count,
      per,
      ...(member === undefined ? {} : { member }),
      ...(currency === undefined ? {} : { currency }),
    }
    return { kind: 'budget', form, amount, who: member === undefined ? [] : [member] }
  }
  return line
}

// The limit stays out of the name: whoever raises it must not lose what was spent already.
const budgetName = (
  { unit, currency }: Amount,
  per: BudgetForm['per'],
  member: string | undefined,
): string =>
  [currency ?? unit, per === 'day' ? 'a day' : 'in all', ...(member ? [`for ${member}`] : [])].join(
    ' ',
  )

/** Budgets: reserved before a turn, settled after it, never passed. */
export const budget: Budgets = { perDay: budgetOf('day'), ever: budgetOf('ever') }
