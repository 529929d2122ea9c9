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
    const enactment = state.open.get(name)
    if (enactment === undefined) continue
    for (const member of event.members) {
      tell(enactment, member, { position: state.position, text })
      wake(state, name, member)
    }
  }
}

/** Keeps what the operator told a member for its next turns, and wakes it; it may try as often as at first. */
export const evolveMemberTold = (state: FirmState, event: MemberTold): void => {
  const { by, member, text } = event
  for (const name of event.enactments) {
    const enactment = state.open.get(name)
    if (enactment === undefined && name !== '') continue
    if (enactment !== undefined)
      tell(enactment, member, { position: state.position, text: `${by} tells you: ${text}` })
    forgetTries(state, name, member)
    wake(state, name, member)
  }
}
