/** Holding: roles given and taken in open enactments, and how many each member holds in all of them. */
import type { Enactment, Holder } from './enactment.ts'
import type { FirmState } from './state.ts'

const count = (state: FirmState, member: string, change: 1 | -1): void => {
  const held = (state.loads.get(member) ?? 0) + change
  if (held === 0) state.loads.delete(member)
  else state.loads.set(member, held)
}

/** Gives a role of an open enactment to a member; whoever held it no longer does. */
export const giveRole = (
  state: FirmState,
  enactment: Enactment,
  { role, ...holder }: Holder & { readonly role: string },
): void => {
  const before = enactment.roles.get(role)
  if (before !== undefined) count(state, before.member, -1)
  enactment.roles.set(role, holder)
  count(state, holder.member, 1)
}

/** Keeps an enactment among the open ones, with the roles that are held in it already. */
export const keepOpen = (state: FirmState, enactment: Enactment): void => {
  state.open.set(enactment.id, enactment)
  for (const { member } of enactment.roles.values()) count(state, member, 1)
}

/** Takes an enactment out of the open ones. */
export const dropOpen = (state: FirmState, enactment: Enactment): void => {
  state.open.delete(enactment.id)
  for (const { member } of enactment.roles.values()) count(state, member, -1)
}
