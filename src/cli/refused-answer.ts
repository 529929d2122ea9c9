/** The answer of a verb that was refused in words: what, and what to do about it. */
import type { Refused } from '../base/index.ts'
import type { Answer } from './verb.ts'

/** Reasons that mean that the command was written wrongly, or that it can work later. */
const exitsByReason: ReadonlyMap<string, Answer['exit']> = new Map([
  ['bad-arguments', 'wrong-usage'],
  ['not-now', 'not-now'],
  ['held', 'not-now'],
  ['no-host', 'not-now'],
])

/** The answer for a refusal. */
export const answerRefused = ({ why, message, hint }: Refused<string>): Answer => ({
  exit: exitsByReason.get(why) ?? 'refused',
  lines: [],
  complaints: [message, ...(hint === undefined ? [] : [hint])],
  json: { why, message, ...(hint === undefined ? {} : { hint }) },
})
