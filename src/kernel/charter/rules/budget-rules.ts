/** Budgets: amounts that can be counted, over members who are metered. Invariant 8 rests on the second. */
import type { BudgetForm } from '../../charter-form.ts'
import { isLeftOpen } from '../../left-open.ts'
import { formatAmount, isCountable } from '../amount.ts'
import type { BudgetLine } from '../budget-line.ts'
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { MemberSpec } from '../member.ts'

/** What is wrong with the budgets, line by line and together. */
export const budgetMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const entries = spec.policy ?? []
  const names = entries.map((entry) => (entry.kind === 'budget' ? entry.form.name : undefined))
  return entries.flatMap((entry, index) => {
    if (entry.kind !== 'budget') return []
    const place = `policy[${index}]`
    const earlier = names.indexOf(entry.form.name)
    if (earlier < index) return [again(entry.form, place, `policy[${earlier}]`)]
    return [...amountMistakes(entry, place), ...meterMistakes(spec, entry.form, place)]
  })
}

const again = (form: BudgetForm, place: string, earlier: string): CharterMistake => ({
  place,
  sentence: `there is a budget '${form.name}' already, at ${earlier}`,
  mend: 'Leave one of them.',
})

const amountMistakes = ({ amount }: BudgetLine, place: string): readonly CharterMistake[] =>
  isCountable(amount)
    ? []
    : [
        {
          place,
          sentence: `${formatAmount(amount)} cannot be counted`,
          mend: 'Give a number that is not negative, and a currency by its capital letters.',
        },
      ]

const meterMistakes = (
  { members }: AnyFirmSpec,
  form: BudgetForm,
  place: string,
): readonly CharterMistake[] => {
  if (form.member !== undefined && !Object.hasOwn(members, form.member)) {
    const sentence = `'${form.member}' is no member`
    return [{ place, sentence, mend: `Name ${orList(Object.keys(members))}.` }]
  }
  return Object.entries(members)
    .filter(([name]) => form.member === undefined || form.member === name)
    .filter(([, member]) => !isMetered(member, form))
    .map(([name]) => unmetered(name, form, place))
}

/**
 * People and scripts cost neither money nor tokens, and what a window costs is not the firm's to pay; turns and
 * minutes are always counted.
 */
const isMetered = ({ mind, turnCost }: MemberSpec, form: BudgetForm): boolean => {
  if (isLeftOpen(mind.kind) || mind.kind === 'script') return true
  if (form.unit === 'money') return turnCost.currency === form.currency
  return form.unit !== 'tokens' || turnCost.tokens !== undefined
}

const unmetered = (name: string, form: BudgetForm, place: string): CharterMistake => {
  const what = form.unit === 'money' ? (form.currency ?? 'money') : 'tokens'
  const mend =
    form.unit === 'money'
      ? `Say what a turn may cost at most: \`price: cash('${what}', 0.5)\` in members.${name}; or use a budget of turns.`
      : `Say what a turn may take at most: \`tokens: tokens(200000)\` in members.${name}; or use a budget of turns.`
  return {
    place,
    sentence: `the budget '${form.name}' bears on '${name}', whose turns are not metered in ${what}`,
    mend,
  }
}
