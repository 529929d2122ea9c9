/** What makes an intent lapse of itself: who chose it left the company, or no longer holds the role that says it. */
import { present } from '../base/index.ts'
import type { CharterAdopted, FirmEvent, IntentLapsed, RoleAssigned } from './event.ts'
import { holdersOf } from './role.ts'
import type { FirmState, Intent } from './state.ts'

/** The intents that nobody could let go any more after an event: they stand before the operator no longer. */
export const lapsesAfter = (state: FirmState, event: FirmEvent): readonly IntentLapsed[] => {
  if (event.type === 'charter-adopted') return lapsesOfGone(state, event)
  return event.type === 'role-assigned' ? lapsesInRole(state, event) : []
}

/** An intent that lapses, and why. */
export const lapsed = (
  intent: Intent,
  because: Pick<IntentLapsed, 'at' | 'why'> & { readonly host: string },
): IntentLapsed => ({
  type: 'intent-lapsed',
  at: because.at,
  host: because.host,
  intent: intent.id,
  enactment: intent.enactment,
  why: because.why,
  broken: [],
})

const lapsesOfGone = (state: FirmState, { at }: CharterAdopted): readonly IntentLapsed[] =>
  [...state.intents.values()].flatMap((intent) => {
    if (state.members.has(intent.by)) return []
    return [lapsed(intent, { at, host: state.host, why: goneSentence(intent.by) })]
  })

/** Why nothing of a member that left is taken any more. */
export const goneSentence = (member: string): string => `${member} is no longer a member`

// What somebody who left had chosen has lapsed with the charter, which tells more.
const lapsesInRole = (state: FirmState, event: RoleAssigned): readonly IntentLapsed[] => {
  const { at, enactment: name, role } = event
  const enactment = present(state.open.get(name), 'a role is held in open work')
  const { messages } = enactment.machine.form
  return [...state.intents.values()].flatMap((intent) => {
    const { by, enactment: where, messages: chosen } = intent
    if (where !== name || !state.members.has(by)) return []
    const isOfRole = chosen.some(({ message }) => messages[message]?.from === role)
    if (!isOfRole || holdersOf(enactment, role).includes(by)) return []
    const why = `${by} no longer holds ${role} in ${name}`
    return [lapsed(intent, { at, host: state.host, why })]
  })
}
