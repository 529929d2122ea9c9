/** Who rests on a superseded fact is told, and nobody else. */
import type { BreakTold, MemberTold } from './event.ts'
import type { FirmState } from './state.ts'
import { forgetTries } from './tries.ts'
import { tell, wake } from './wake.ts'

/** Keeps what changed for the next turn of everybody in the enactments that rest on it. */
export const evolveTold = (state: FirmState, event: BreakTold): void => {
  const now = state.standing.get(event.path)
  // The value is left to the brief, which knows who may read it (invariant 12).
  const text = `${event.path} is at version ${event.to} now, by ${now?.by ?? 'nobody'}`
  for (const name of event.enactments) {
    if (!state.open.has(name)) continue
    for (const member of event.members) {
      tell(state, { enactment: name, member }, { position: state.position, text })
      wake(state, name, member)
    }
  }
}

/** Keeps what the operator or a schedule told a member for its next turns, and wakes it; it may try as often as at first. */
export const evolveMemberTold = (state: FirmState, event: MemberTold): void => {
  const { by, member, schedule, due } = event
  if (schedule !== undefined && due !== undefined) state.schedules.set(schedule, due)
  const text = schedule === undefined ? `${by} tells you: ${event.text}` : event.text
  for (const name of event.enactments) {
    if (name !== '' && !state.open.has(name)) continue
    tell(state, { enactment: name, member }, { position: state.position, text })
    forgetTries(state, name, member)
    wake(state, name, member)
  }
}
