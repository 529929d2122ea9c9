/** A fork in the state: another name, and every effect in doubt, since none of them is its own to ask about. */
import type { StartedEffect } from './enactment.ts'
import type { FirmForked } from './event.ts'
import type { FirmState } from './state.ts'

/** From here on the ledger is a copy's: what was started is in doubt, and windows begin again. */
export const evolveForked = (state: FirmState, event: FirmForked): void => {
  state.name = event.firm
  state.forkedFrom = event.from
  // Other firms speak with the firm itself, never with its copy.
  state.outbox.clear()
  for (const { enactment, at } of state.effects.values()) {
    const effect = state.open.get(enactment)?.effects.get(at)
    if (effect !== undefined) doubtInFork(state, effect)
  }
  for (const intent of state.intents.values()) {
    intent.attendedMs = 0
    intent.verifiedBy = undefined
  }
}

/** In a fork no effect happens, so whatever starts there is in doubt at once, and nobody is asked. */
export const doubtInFork = (state: FirmState, effect: StartedEffect): void => {
  if (state.forkedFrom === '') return
  effect.doubt = `effects are off: this is a fork of ${state.forkedFrom}`
}
