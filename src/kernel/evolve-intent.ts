/** Intents in the state: held, vetoed, lapsed. A released one is simply gone. */
import type {
  IntentAttended,
  IntentHeld,
  IntentLapsed,
  IntentVerified,
  IntentVetoed,
} from './event.ts'
import { move, placeOf } from './progress.ts'
import { noteEnactment } from './readiness.ts'
import type { FirmState, Intent } from './state.ts'
import { tell, wake, wakeHolders } from './wake.ts'

/** Keeps an intent, and counts it where it is and for whom. */
export const keepIntent = (state: FirmState, intent: Intent): void => {
  const { id, enactment, by } = intent
  state.intents.set(id, intent)
  const here = state.intentsIn.get(enactment) ?? new Map<string, number>()
  here.set(by, (here.get(by) ?? 0) + 1)
  state.intentsIn.set(enactment, here)
}

/** Takes an intent out; answers what it was. */
export const dropIntent = (state: FirmState, id: string): Intent | undefined => {
  const intent = state.intents.get(id)
  if (intent === undefined) return undefined
  const { enactment, by } = intent
  state.intents.delete(id)
  const here = state.intentsIn.get(enactment)
  const left = (here?.get(by) ?? 0) - 1
  if (left > 0) here?.set(by, left)
  else here?.delete(by)
  if (here?.size === 0) state.intentsIn.delete(enactment)
  noteEnactment(state.readiness, enactment)
  return intent
}

/** A choice waits at a gate. */
export const evolveIntentHeld = (state: FirmState, event: IntentHeld): void => {
  state.intentCount += 1
  keepIntent(state, {
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
  const intent = dropIntent(state, event.intent)
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined || intent === undefined) return
  const member = intent.by
  const earlier = enactment.vetoed.get(event.message) ?? []
  enactment.vetoed.set(event.message, [...earlier, event.content])
  const because = event.because ? `, because ${event.because}` : ''
  const text = `vetoed by ${event.by}: ${event.message}${because}`
  tell(state, { enactment: enactment.id, member }, { position: state.position, text })
  if (event.forGood) {
    const placed = placeOf(enactment, { message: event.message, member })
    move(enactment, { kind: 'refuse', ...placed })
    wakeHolders(state, enactment)
  } else wake(state, event.enactment, member)
}

/** A choice can no longer be released; who made it is told. */
export const evolveIntentLapsed = (state: FirmState, event: IntentLapsed): void => {
  const intent = dropIntent(state, event.intent)
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined || intent === undefined) return
  const place = { enactment: enactment.id, member: intent.by }
  tell(state, place, { position: state.position, text: `lapsed: ${event.why}` })
  wake(state, event.enactment, intent.by)
}
