/** `firm status`: who does what, what is about to happen, what waits for you, what is held by whom. */
import { firmStatus } from '../../api/index.ts'
import { statusForm } from '../../api/verbs/index.ts'
import { status as reading } from '../../host/verbs/index.ts'
import { lookAtNow } from '../look-at-now.ts'
import { lookVerb } from '../look-verb.ts'
import { statusLines } from '../status-lines.ts'
import type { Verb } from '../verb.ts'

export const status: Verb = lookVerb({
  form: statusForm,
  reading,
  answer: firmStatus,
  besides: lookAtNow,
  lines: statusLines,
})
