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

/** The roles that nobody may have beside this one. */
const othersOf = ({ machine }: Enactment, role: string): readonly string[] =>
  machine.form.distinct
    .filter((group) => group.includes(role))
    .flat()
    .filter((other) => other !== role)

/** Everybody who holds a role, held it in an earlier round, or has spoken in it: by principal. */
const principalsIn = (state: FirmState, enactment: Enactment, role: string): readonly string[] => [
  ...(enactment.past.get(role) ?? []),
  ...(enactment.spoken.get(role) ?? []),
  ...holdersOf(enactment, role).map((member) => principalOf(state, member)),
]

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
  overlapOf(state, enactment, holding) === undefined

/**
 * The role, distinct from this one, in which the principal behind a member has spoken or that it holds; undefined
 * where there is none. A takeover makes it another principal, so that who holds a role may not speak in it for a while.
 */
export const overlapOf = (
  state: FirmState,
  enactment: Enactment,
  { role, member }: { readonly role: string; readonly member: string },
): string | undefined => {
  const { distinct } = enactment.machine.form
  if (distinct.length === 0) return undefined
  const principal = principalOf(state, member)
  return othersOf(enactment, role).find((other) =>
    principalsIn(state, enactment, other).includes(principal),
  )
}

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
