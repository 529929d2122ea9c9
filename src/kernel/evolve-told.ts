/** Who rests on a superseded fact is told, and nobody else. */
import type { BreakTold, MemberTold, ObservationNoted } from './event.ts'
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

/**
 * Keeps what the operator, a schedule or an observation told a member for its next turns, and wakes it. It may try as
 * often as at first; what comes from outside is one more try, however often it comes.
 */
export const evolveMemberTold = (state: FirmState, event: MemberTold): void => {
  const { by, member, schedule, due, observation } = event
  if (schedule !== undefined && due !== undefined) state.schedules.set(schedule, due)
  const isOperator = schedule === undefined && observation === undefined
  const text = isOperator ? `${by} tells you: ${event.text}` : event.text
  const news = { position: state.position, text }
  for (const name of event.enactments) {
    if (name !== '' && !state.open.has(name)) continue
    const place = { enactment: name, member }
    tell(state, place, observation === undefined ? news : { ...news, observation })
    if (observation === undefined) forgetTries(state, name, member)
    wake(state, name, member)
  }
}

/** Keeps what was seen last, so that the same sight wakes nobody again. */
export const evolveObserved = (state: FirmState, event: ObservationNoted): void => {
  const { observation, mark } = event
  if (observation !== undefined && mark !== undefined) state.observed.set(observation, mark)
}
