/** Roles are facts: who may hold one, who holds it, and whom the charter picks where no message says. */
import type { Enactment } from './enactment.ts'
import type { FirmState } from './state.ts'

/** The principal behind a member; while a person acts in its place, the person's. */
export const principalOf = (state: FirmState, member: string): string => {
  const taken = state.members.get(member)?.takenOverBy
  const acting = taken ?? member
  return state.charter?.members[acting]?.principal ?? acting
}

/** Members that the charter lets hold a role, by name; the operator holds what nobody was hired for. */
export const candidates = (state: FirmState, role: string): readonly string[] => {
  const members = Object.entries(state.charter?.members ?? {})
  const hired = members.filter(([, form]) => form.roles.includes(role)).map(([name]) => name)
  if (hired.length > 0) return hired.toSorted()
  return members
    .filter(([, form]) => form.roles.includes('operator'))
    .map(([name]) => name)
    .toSorted()
}

/** Principals that may not hold this role, since they held one that must not overlap it. */
const excluded = (state: FirmState, enactment: Enactment, role: string): ReadonlySet<string> => {
  const others = enactment.machine.form.distinct
    .filter((group) => group.includes(role))
    .flat()
    .filter((other) => other !== role)
  const principals = others.flatMap((other) => [
    ...(enactment.past.get(other) ?? []),
    ...holdersOf(enactment, other).map((member) => principalOf(state, member)),
  ])
  return new Set(principals)
}

/** Who holds a role in an enactment now: none, one, or the members of a set. */
export const holdersOf = (enactment: Enactment, role: string): readonly string[] => {
  const set = enactment.sets.get(role)
  if (set !== undefined) return set.members
  const holder = enactment.roles.get(role)
  return holder === undefined ? [] : [holder.member]
}

/**
 * Whether a member may take a role here: the charter gives it, and its principal holds none that must
 * not overlap (invariant 9).
 */
export const mayHold = (
  state: FirmState,
  enactment: Enactment,
  holding: { readonly role: string; readonly member: string },
): boolean =>
  candidates(state, holding.role).includes(holding.member) &&
  !excluded(state, enactment, holding.role).has(principalOf(state, holding.member))

/** The member that the charter's rule picks: the one with the fewest open enactments, then by name. */
export const pickHolder = (
  state: FirmState,
  enactment: Enactment,
  role: string,
): string | undefined => {
  const able = candidates(state, role).filter((member) =>
    mayHold(state, enactment, { role, member }),
  )
  const load = (member: string): number => state.loads.get(member) ?? 0
  return able.toSorted((a, b) => load(a) - load(b) || (a < b ? -1 : 1))[0]
}

/** Whether a member holds a role under the token that it was given. */
export const holdsRole = (
  enactment: Enactment,
  holding: { readonly role: string; readonly member: string; readonly token: number },
): boolean => {
  const set = enactment.sets.get(holding.role)
  if (set !== undefined) return set.members.includes(holding.member)
  const holder = enactment.roles.get(holding.role)
  if (holder === undefined) return holding.token === 0
  return holder.member === holding.member && holder.token === holding.token
}
