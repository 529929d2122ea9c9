/** The answer of a verb that was refused in words: what, and what to do about it. */
import type { JsonObject, Refused } from '../base/index.ts'
import { refusalJson } from './refusal-json.ts'
import type { RefusedAnswer } from './verb.ts'

/** Reasons that mean that the command was written wrongly, or that it can work later. */
const exitsByReason: ReadonlyMap<string, RefusedAnswer['exit']> = new Map([
  ['bad-arguments', 'wrong-usage'],
  ['not-now', 'not-now'],
  ['held', 'not-now'],
  ['no-host', 'not-now'],
])

/** The answer for a refusal, and what a program is told besides. */
export const answerRefused = (
  { why, message, hint }: Refused<string>,
  besides: JsonObject = {},
): RefusedAnswer => ({
  exit: exitsByReason.get(why) ?? 'refused',
  lines: [],
  complaints: [message, ...(hint === undefined ? [] : [hint])],
  json: { ...refusalJson({ code: why, message, hint }), ...besides },
})
