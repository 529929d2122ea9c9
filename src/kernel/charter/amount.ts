/** Amounts as charters write them: `usd(40)`, `turns(100)`, `minutes(30)`. */

/** So much of something that can be spent or waited for. */
export interface Amount<Unit extends AmountUnit = AmountUnit> {
  readonly unit: Unit
  /** Money counts in integer millionths of its currency, all else in whole units. */
  readonly count: number
  /** Of money alone. */
  readonly currency?: string
}

/** What amounts are of. */
export type AmountUnit = 'turns' | 'minutes' | 'tokens' | 'money'

/** Money in any currency, by its three letters: `money` of a protocol is a fact, this is an amount. */
export const cash = (currency: string, amount: number): Amount<'money'> => ({
  unit: 'money',
  count: Math.round(amount * 1e6),
  currency,
})

/** Dollars of the United States. */
export const usd = (amount: number): Amount<'money'> => cash('USD', amount)

/** Euros. */
export const eur = (amount: number): Amount<'money'> => cash('EUR', amount)

/** So many turns. */
export const turns = (count: number): Amount<'turns'> => ({ unit: 'turns', count })

/** So many tokens, read and written together. */
export const tokens = (count: number): Amount<'tokens'> => ({ unit: 'tokens', count })

/** So many minutes: of work in a budget or a limit, of attended time in a veto window. */
export const minutes = (count: number): Amount<'minutes'> => ({ unit: 'minutes', count })

/** An amount as people read it: `USD 40`, `30 minutes`. */
export const formatAmount = ({ unit, count, currency }: Amount): string =>
  unit === 'money' ? `${currency ?? ''} ${count / 1e6}` : `${count} ${unit}`

/** Whether an amount can be counted: not negative, not infinite, money in a known form. */
export const isCountable = ({ unit, count, currency }: Amount): boolean =>
  Number.isFinite(count) &&
  count >= 0 &&
  (unit === 'minutes' || Number.isSafeInteger(count)) &&
  (unit !== 'money' || (currency !== undefined && /^[A-Z0-9]{2,12}$/.test(currency)))
