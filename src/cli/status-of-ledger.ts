/** The status of a firm as its ledger has it, now or at a position. */
import { firmStatus } from '../api/index.ts'
import { statusForm } from '../api/verbs/index.ts'
import { status as reading } from '../host/looks/index.ts'
import { lookAtNow } from './look-at-now.ts'
import { lookVerb } from './look-verb.ts'
import { statusLines } from './status-lines.ts'
import type { Verb } from './verb.ts'

export const statusOfLedger: Verb = lookVerb({
  form: statusForm,
  reading,
  answer: firmStatus,
  besides: lookAtNow,
  lines: statusLines,
})
