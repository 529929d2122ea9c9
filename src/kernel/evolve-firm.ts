/** Members, roles and the charter in the state. */
import { present } from '../base/index.ts'
import type { CharterAdopted, MemberPaused, RoleAssigned } from './event.ts'
import { giveRole } from './holding.ts'
import { keepObservations } from './observation.ts'
import { noteAll } from './readiness.ts'
import { keepSchedules } from './schedule.ts'
import type { FirmState, MemberState } from './state.ts'
import { wake, wakeHolders } from './wake.ts'

/** A charter is in force: members come and go, open enactments keep the version they began with. */
export const evolveCharter = (state: FirmState, event: CharterAdopted): void => {
  const before = state.charter
  state.lastActAt = state.position
  state.charter = event.charter
  state.charterVersion = event.version
  state.charters.set(event.version, event.charter)
  const members = new Map<string, MemberState>()
  for (const name of Object.keys(event.charter.members)) {
    const before = state.members.get(name)
    const fresh = { name, paused: false, takenOverBy: undefined, openTurns: 0 }
    members.set(name, before ?? fresh)
  }
  state.members = members
  keepSchedules(state, before, event.at)
  keepObservations(state, before)
  for (const name of state.lobby.keys()) if (!members.has(name)) state.lobby.delete(name)
  for (const name of state.pauses.keys()) {
    if (name !== '' && !members.has(name)) state.pauses.delete(name)
  }
  noteAll(state.readiness)
  // Who is there has changed for everybody, and what kept a member from being understood may be mended.
  state.tries.clear()
  for (const name of members.keys()) wake(state, '', name)
  for (const enactment of state.open.values()) wakeHolders(state, enactment)
}

/** A role changed hands: the old token is worth nothing. */
export const evolveRole = (state: FirmState, event: RoleAssigned): void => {
  const enactment = present(state.open.get(event.enactment), 'the enactment is open')
  const { member, token } = event
  const principal = state.charter?.members[member]?.principal ?? member
  giveRole(state, enactment, { role: event.role, member, principal, token })
  wake(state, event.enactment, member)
}

/** A member, or the whole firm, pauses or resumes. */
export const evolvePause = (state: FirmState, event: MemberPaused): void => {
  const { member: name, by, because } = event
  const paused = event.type === 'member-paused'
  if (paused) state.pauses.set(name, { by, because })
  else state.pauses.delete(name)
  if (name === '') {
    state.paused = paused
    return
  }
  const member = state.members.get(name)
  if (member !== undefined) member.paused = paused
}
