/** Every verb that works, in the order in which help shows them. */
import type { Verb } from './verb.ts'
import { exportVerb } from './verbs/export.ts'
import { fork } from './verbs/fork.ts'
import { rollback } from './verbs/rollback.ts'
import { diff } from './verbs/diff.ts'
import { apply } from './verbs/apply.ts'
import { veto } from './verbs/veto.ts'
import { tell } from './verbs/tell.ts'
import { takeover } from './verbs/takeover.ts'
import { giveBack } from './verbs/return.ts'
import { resume } from './verbs/resume.ts'
import { pause } from './verbs/pause.ts'
import { hold } from './verbs/hold.ts'
import { erase } from './verbs/erase.ts'
import { decide } from './verbs/decide.ts'
import { cancel } from './verbs/cancel.ts'
import { approve } from './verbs/approve.ts'
import { answer } from './verbs/answer.ts'
import { amend } from './verbs/amend.ts'
import { why } from './verbs/why.ts'
import { run } from './verbs/run.ts'
import { status } from './verbs/status.ts'
import { rewind } from './verbs/rewind.ts'
import { intents } from './verbs/intents.ts'
import { goals } from './verbs/goals.ts'
import { cost } from './verbs/cost.ts'
import { brief } from './verbs/brief.ts'
import { anchor } from './verbs/anchor.ts'
import { check } from './verbs/check.ts'
import { doctor } from './verbs/doctor.ts'
import { firstMinute } from './verbs/first-minute.ts'
import { dismiss } from './verbs/dismiss.ts'
import { doWork } from './verbs/do.ts'
import { helpAbout } from './verbs/help.ts'
import { hire } from './verbs/hire.ts'
import { init } from './verbs/init.ts'
import { stop } from './verbs/stop.ts'
import { log } from './verbs/log.ts'
import { protocol } from './verbs/protocol.ts'
import { up } from './verbs/up.ts'
import { verify } from './verbs/verify.ts'

const others: readonly Verb[] = [
  firstMinute,
  init,
  hire,
  doWork,
  up,
  dismiss,
  stop,
  run,
  status,
  approve,
  intents,
  veto,
  amend,
  answer,
  decide,
  tell,
  pause,
  resume,
  takeover,
  giveBack,
  cancel,
  hold,
  erase,
  diff,
  apply,
  rollback,
  fork,
  exportVerb,
  why,
  brief,
  goals,
  log,
  rewind,
  cost,
  doctor,
  check,
  protocol,
  verify,
  anchor,
]

/** The verbs of the program. */
export const verbs: readonly Verb[] = [...others, helpAbout(others)]
