/** The accounts as columns for a person. What nobody reported reads "not metered" and is never 0. */
import type { CostLineShown } from '../api/index.ts'

/** Over the columns. */
export const costHeadings: readonly string[] = [
  'protocol',
  'role',
  'turns',
  'refused',
  'redone',
  'working',
  'at gates',
  'for leases',
  'tokens in/out',
  'money',
  'brief: task/memory/hand-off/menu/repeated',
]

/** One line of the accounts. */
export const costRow = (line: CostLineShown): readonly string[] => [
  line.protocol === '' ? 'the lobby' : line.protocol,
  line.role,
  String(line.turnCount),
  String(line.refusedCount),
  String(line.redoneCount),
  workingText(line),
  seconds(line.gateWaitMs),
  seconds(line.leaseWaitMs),
  tokensText(line),
  moneyText(line),
  briefText(line),
]

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const unmetered = 'not metered'

const partly = (count: number, turnCount: number): string =>
  count < turnCount ? ` (${count} of ${turnCount} turns)` : ''

const workingText = ({ workingMs, untimedCount, turnCount }: CostLineShown): string =>
  untimedCount === turnCount && turnCount > 0
    ? unmetered
    : seconds(workingMs) + partly(turnCount - untimedCount, turnCount)

const tokensText = ({ tokensIn, tokensOut, meteredCount, turnCount }: CostLineShown): string =>
  meteredCount === 0
    ? unmetered
    : `${tokensIn ?? unmetered}/${tokensOut ?? unmetered}${partly(meteredCount, turnCount)}`

const briefText = ({ briefTokens }: CostLineShown): string => {
  if (briefTokens === undefined) return unmetered
  const { task, memory, handOff, menu, repeated } = briefTokens
  return [task, memory, handOff, menu, repeated].join('/')
}

const moneyText = ({ money = {}, pricedCount, turnCount }: CostLineShown): string => {
  const amounts = Object.entries(money).map(
    ([currency, millionths]) => `${(millionths / 1e6).toFixed(2)} ${currency}`,
  )
  return amounts.length === 0 ? unmetered : amounts.join(', ') + partly(pricedCount, turnCount)
}
