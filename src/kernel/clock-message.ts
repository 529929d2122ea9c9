/**
 * What the clock says: the step in which a deadline takes hold sends the clock's message in the course, and the event
 * that follows at once says what it bound, from whom and on what (invariant 10).
 */
import type { Instant, Json } from '../base/index.ts'
import { present } from '../base/index.ts'
import type { Machine, Message } from '../protocol/index.ts'
import type { Enactment } from './enactment.ts'
import type { MessageSent } from './event.ts'
import { pickHolder } from './role.ts'
import { factReader } from './send.ts'
import { standingOf } from './sending.ts'
import type { FirmState } from './state.ts'

/** Who speaks where a deadline does: no member has this name. */
export const clockName = 'clock'

/** The first message that the clock has sent in the course and that no event tells yet. */
export const clockMessage = (
  state: FirmState,
  enactment: Enactment,
  at: Instant,
): MessageSent | undefined => {
  const message = untold(enactment)
  if (message === undefined) return undefined
  const facts = factsAt(enactment, message, at)
  const read = factReader(enactment, clockName, facts)
  const standing = standingOf(state, enactment, { message, read })
  const roles = rolesFor(state, enactment, message)
  return {
    type: 'message-sent',
    at,
    host: state.host,
    enactment: enactment.id,
    message: message.name,
    by: clockName,
    principal: clockName,
    epoch: enactment.epoch,
    facts,
    premises: standing.map(({ path, version }) => ({ path, version: version - 1 })),
    ...(standing.length === 0 ? {} : { standing }),
    ...(Object.keys(roles).length === 0 ? {} : { roles }),
  }
}

const untold = ({ machine, course, sent }: Enactment): Message | undefined => {
  for (const { message: index } of machine.deadlines) {
    const message = machine.messages[index]
    if (message !== undefined && course.sent[index] === 1 && !sent.has(message.name)) return message
  }
  return undefined
}

// The clock chooses nothing: all it has to say of a fact is when it was bound, in the branch that the text names.
const factsAt = (
  { machine, facts }: Enactment,
  message: Message,
  at: Instant,
): { readonly [fact: string]: Json } =>
  Object.fromEntries(
    message.out.flatMap(({ fact, values }) => {
      const { name, branches } = present(machine.facts[fact], 'a machine names its facts')
      const branch = branches[(values[0] ?? 1) - 2]
      return facts.has(name) ? [] : [[name, branch === undefined ? at : { [branch]: at }] as const]
    }),
  )

// Whom it wakes holds a role by the charter's rule, where nobody does yet; who may not be found is not woken.
const rolesFor = (
  state: FirmState,
  enactment: Enactment,
  message: Message,
): { readonly [role: string]: string } => {
  const roles = new Map(enactment.roles)
  const taken: { [role: string]: string } = {}
  for (const role of singleRoles(enactment.machine, message)) {
    if (roles.has(role)) continue
    const member = pickHolder(state, { ...enactment, roles }, role)
    if (member === undefined) continue
    taken[role] = member
    roles.set(role, { member, principal: member, token: 1 })
  }
  return taken
}

const singleRoles = ({ form }: Machine, { name }: Message): readonly string[] => {
  const single = form.roles.filter(({ set }) => !set).map((role) => role.name)
  return (form.messages[name]?.to ?? []).filter((role) => single.includes(role))
}
