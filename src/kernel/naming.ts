/** Whom a message names: the roles and sets that it binds, as sender, by a fact, or by the charter's rule. */
import type { Json } from '../base/index.ts'
import type { Message } from '../protocol/index.ts'
import { type One, type Refusal, refusal } from './choice.ts'
import type { Enactment } from './enactment.ts'
import { partsOf, wrongSplit } from './part.ts'
import { candidates, mayHold, pickHolder, principalOf } from './role.ts'
import type { FirmState } from './state.ts'

/** Roles and sets that a message binds. */
export interface Named {
  readonly roles: { readonly [role: string]: string }
  readonly sets: { readonly [role: string]: readonly string[] }
}

/** One message with the role its sender speaks in. */
export interface Speaking extends One {
  readonly message: Message
  readonly role: string
}

/** A role is bound by the message that first names it: as sender, by a fact of its name, or by the charter's rule. */
export const nameRoles = (
  state: FirmState,
  enactment: Enactment,
  one: Speaking,
): Refusal | Named => {
  const roles: { [role: string]: string } = {}
  const sets: { [role: string]: readonly string[] } = {}
  const trial: Enactment = { ...enactment, roles: new Map(enactment.roles) }
  const form = enactment.machine.form
  const take = (role: string, member: string): void => {
    roles[role] = member
    trial.roles.set(role, { member, principal: principalOf(state, member), token: 1 })
  }
  const isSet = (role: string): boolean => enactment.machine.setNamed.has(role)
  if (!isSet(one.role) && !trial.roles.has(one.role)) take(one.role, one.choice.member)
  const bound = Object.keys(one.chosen.facts)
  const named = [...(form.messages[one.chosen.message]?.to ?? []), ...bound]
  for (const role of new Set(named)) {
    if (!form.roles.some(({ name }) => name === role)) continue
    const given = one.chosen.facts[role]
    const firm = enactment.apart?.[role]
    if (firm !== undefined && given !== undefined && given !== firm) {
      return refusal('not-distinct', one.chosen, `${role} is held by ${firm} here`)
    }
    if (isSet(role) ? enactment.sets.has(role) : trial.roles.has(role)) continue
    if (isSet(role)) {
      sets[role] = setMembers(state, trial, { role, given })
      const few = tooFew(state, enactment, { role, count: sets[role].length })
      if (few !== undefined) return refusal('not-distinct', one.chosen, few)
      continue
    }
    const member = typeof given === 'string' ? given : pickHolder(state, trial, role)
    if (member === undefined) return refusal('not-distinct', one.chosen, nobody(role))
    if (!mayHold(state, trial, { role, member })) {
      return refusal('not-distinct', one.chosen, mayNot(state, role, member))
    }
    take(role, member)
  }
  const wrong = wrongSplit(enactment.machine, one.message, one.chosen.facts)
  if (wrong !== undefined) return refusal('schema', one.chosen, wrong)
  for (const part of partsOf(enactment.machine, one.message, one.chosen.facts)) {
    sets[part.fact] = [...(sets[part.fact] ?? []), part.key]
  }
  return { roles, sets }
}

// A set is named once, and the protocol is proved for so many and more.
const tooFew = (
  state: FirmState,
  { charter, protocol }: Enactment,
  { role, count }: { readonly role: string; readonly count: number },
): string | undefined => {
  if (count === 0) return nobody(role)
  const least = state.charters.get(charter)?.leastSizes?.[protocol]?.[role] ?? 1
  if (count >= least) return undefined
  return `${protocol} holds from ${least} in ${role}, and here are ${count}: with fewer it may come to no end; \`firm check\` shows how`
}

const nobody = (role: string): string =>
  `nobody can be ${role} here: hire one whose principal holds no role that must be distinct`

const mayNot = (state: FirmState, role: string, member: string): string =>
  `${member} may not be ${role} here; the charter lets ${candidates(state, role).join(', ')} be it, each apart from roles that must be distinct`

const setMembers = (
  state: FirmState,
  enactment: Enactment,
  wanted: { readonly role: string; readonly given: Json | undefined },
): readonly string[] => {
  const { role, given } = wanted
  const asked = Array.isArray(given) ? given.map(String) : candidates(state, role)
  return [...new Set(asked)].filter((member) => mayHold(state, enactment, { role, member }))
}
