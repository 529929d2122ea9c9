/** Intents in the state: held, vetoed, lapsed. A released one is simply gone. */
import type {
  IntentAttended,
  IntentHeld,
  IntentLapsed,
  IntentVerified,
  IntentVetoed,
} from './event.ts'
import { move, placeOf } from './progress.ts'
import type { FirmState } from './state.ts'
import { tell, wake, wakeHolders } from './wake.ts'

/** A choice waits at a gate. */
export const evolveIntentHeld = (state: FirmState, event: IntentHeld): void => {
  state.intentCount += 1
  state.intents.set(event.intent, {
    id: event.intent,
    turn: event.turn ?? '',
    enactment: event.enactment,
    by: event.by,
    messages: event.messages,
    premises: event.premises,
    gate: event.gate,
    touches: event.touches ?? [],
    preview: event.preview,
    hold: event.hold,
    token: event.token,
    heldAt: event.at,
    position: state.position,
    verifiedBy: undefined,
    attendedMs: 0,
  })
}

/** A choice was verified, or its window ran on while the operator attended. */
export const evolveIntentSeen = (
  state: FirmState,
  event: IntentVerified | IntentAttended,
): void => {
  const intent = state.intents.get(event.intent)
  if (intent === undefined) return
  if (event.type === 'intent-verified') intent.verifiedBy = event.by
  else intent.attendedMs += event.ms
}

/** A choice was vetoed: its content stays vetoed, and for good binds `refused`. */
export const evolveIntentVetoed = (state: FirmState, event: IntentVetoed): void => {
  const intent = state.intents.get(event.intent)
  state.intents.delete(event.intent)
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined || intent === undefined) return
  const earlier = enactment.vetoed.get(event.message) ?? []
  enactment.vetoed.set(event.message, [...earlier, event.content])
  tell(enactment, intent.by, {
    position: state.position,
    text: `vetoed by ${event.by}: ${event.message}${event.because ? `, because ${event.because}` : ''}`,
  })
  if (event.forGood) {
    const placed = placeOf(enactment, { message: event.message, member: intent.by })
    move(enactment, { kind: 'refuse', ...placed })
    wakeHolders(state, enactment)
  } else wake(state, event.enactment, intent.by)
}

/** A choice can no longer be released; who made it is told. */
export const evolveIntentLapsed = (state: FirmState, event: IntentLapsed): void => {
  const intent = state.intents.get(event.intent)
  state.intents.delete(event.intent)
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined || intent === undefined) return
  tell(enactment, intent.by, { position: state.position, text: `lapsed: ${event.why}` })
  wake(state, event.enactment, intent.by)
}
