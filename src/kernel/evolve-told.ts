/** Who rests on a superseded fact is told, and nobody else. */
import { formatValue } from './wording.ts'
import type { BreakTold } from './event.ts'
import type { FirmState } from './state.ts'
import { tell, wake } from './wake.ts'

/** Keeps what changed for the next turn of everybody in the enactments that rest on it. */
export const evolveTold = (state: FirmState, event: BreakTold): void => {
  const now = state.standing.get(event.path)
  const text = `${event.path} changed${now === undefined ? '' : ` to ${formatValue(now.value)}`} (version ${event.to}, by ${now?.by ?? 'nobody'})`
  for (const name of event.enactments) {
    const enactment = state.open.get(name)
    if (enactment === undefined) continue
    for (const member of event.members) {
      tell(enactment, member, { position: state.position, text })
      wake(state, name, member)
    }
  }
}
