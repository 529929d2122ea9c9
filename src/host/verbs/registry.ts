/** Every verb that a host carries out, by name: the socket, the program and later wires share this list. */
import { type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { act } from './act.ts'
import { amend } from './amend.ts'
import { answer } from './answer.ts'
import { cancel } from './cancel.ts'
import { decide } from './decide.ts'
import { erase } from './erase.ts'
import { endHold, hold } from './hold.ts'
import { pause, resume } from './pause.ts'
import { giveBack, takeover } from './takeover.ts'
import { tell } from './tell.ts'
import { adopt } from './adopt.ts'
import { approve } from './approve.ts'
import { attend } from './attend.ts'
import { brief } from './brief.ts'
import { charter } from './charter.ts'
import { cost } from './cost.ts'
import { goals } from './goals.ts'
import type { Desk, HostVerb } from './host-verb.ts'
import { intents } from './intents.ts'
import { live } from './look.ts'
import { offerWork } from './offer-work.ts'
import { reassign } from './reassign.ts'
import { rollback } from './rollback.ts'
import { status } from './status.ts'
import { stop } from './stop.ts'
import { veto } from './veto.ts'
import { waiting } from './waiting.ts'
import { why } from './why.ts'

/** Verbs that only read: without a host they need nothing but the store. */
export const readingVerbs: ReadonlyMap<string, HostVerb> = new Map([
  ['brief', live(brief)],
  ['charter', charter],
  ['cost', live(cost)],
  ['goals', live(goals)],
  ['intents', live(intents)],
  ['status', live(status)],
  ['waiting', waiting],
  ['why', live(why)],
])

/** Verbs that change something: without a host the program becomes one for the command. */
export const writingVerbs: ReadonlyMap<string, HostVerb> = new Map([
  ['act', act],
  ['adopt', adopt],
  ['amend', amend],
  ['answer', answer],
  ['approve', approve],
  ['attend', attend],
  ['cancel', cancel],
  ['decide', decide],
  ['end-hold', endHold],
  ['erase', erase],
  ['hold', hold],
  ['offer-work', offerWork],
  ['pause', pause],
  ['reassign', reassign],
  ['resume', resume],
  ['return', giveBack],
  ['rollback', rollback],
  ['stop', stop],
  ['takeover', takeover],
  ['tell', tell],
  ['veto', veto],
])

/** Carries a verb out. */
export const performVerb = async (
  desk: Desk,
  name: string,
  args: JsonObject,
): Promise<Outcome<Json, string>> => {
  const verb = readingVerbs.get(name) ?? writingVerbs.get(name)
  if (verb !== undefined) return await verb(desk, args)
  return refused(
    'no-such-verb',
    `this host has no verb \`${name}\``,
    'It may be older than your program: `firm stop`, then give the same command again.',
  )
}
