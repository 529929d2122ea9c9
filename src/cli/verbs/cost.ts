/** `firm cost`: what was used, by protocol and role; what is not work is coordination. */
import { z } from 'zod'
import { costForm, costLine, type CostLineShown } from '../../api/index.ts'
import { cost as reading } from '../../host/verbs/index.ts'
import { columns } from '../columns.ts'
import { lookVerb } from '../look-verb.ts'
import type { Verb } from '../verb.ts'

const headings = [
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
]

export const cost: Verb = lookVerb({
  form: costForm,
  reading,
  answer: z.array(costLine),
  lines: (all) =>
    all.length === 0 ? ['No turn was taken.'] : columns([headings, ...all.map(row)], ''),
})

const row = (line: CostLineShown): readonly string[] => [
  line.protocol === '' ? 'the lobby' : line.protocol,
  line.role,
  String(line.turnCount),
  String(line.refusedCount),
  String(line.redoneCount),
  seconds(line.workingMs),
  seconds(line.gateWaitMs),
  seconds(line.leaseWaitMs),
  tokensText(line),
  moneyText(line),
]

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

// What nobody reported is not 0.
const tokensText = ({ tokensIn, tokensOut, meteredCount, turnCount }: CostLineShown): string => {
  if (meteredCount === 0) return 'not metered'
  const partly = meteredCount < turnCount ? ` (${meteredCount} of ${turnCount} turns)` : ''
  return `${tokensIn ?? 0}/${tokensOut ?? 0}${partly}`
}

const moneyText = ({ money = {} }: CostLineShown): string => {
  const amounts = Object.entries(money).map(
    ([currency, millionths]) => `${(millionths / 1e6).toFixed(2)} ${currency}`,
  )
  return amounts.length === 0 ? 'not metered' : amounts.join(', ')
}
