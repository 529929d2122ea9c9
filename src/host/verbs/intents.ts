/** The verb `intents`: every chosen message that waits at a gate, and when time releases it. */
import { z } from 'zod'
import type { WaitingIntent } from '../../api/index.ts'
import { accepted, type JsonObject } from '../../base/index.ts'
import { approverOf, type FirmState, type Intent } from '../../kernel/index.ts'
import { asJson } from './host-verb.ts'
import { gateWord, isUnfenced, type Look, type Reading, reading } from './look.ts'

export const intents: Reading = reading(z.object({}), async (look) =>
  accepted(asJson([...look.state.intents.values()].map((intent) => waitingIntent(look, intent)))),
)

/** An intent as programs and screens read it. */
export const waitingIntent = (
  look: Pick<Look, 'state' | 'unfenced'>,
  intent: Intent,
): WaitingIntent => ({
  id: intent.id,
  message: intent.messages.map(({ message }) => message).join(', '),
  by: intent.by,
  unfenced: isUnfenced(look, intent.by),
  gate: gateWord(intent),
  release: releaseOf(look.state, intent),
  bindings: bindingsOf(intent),
  premises: intent.premises,
  enactment: intent.enactment === '' ? null : intent.enactment,
  waitsFor: intent.hold === undefined ? approverOf(look.state, intent) : `hold ${intent.hold}`,
  preview: intent.preview ?? null,
})

const bindingsOf = ({ messages }: Intent): JsonObject =>
  Object.assign({}, ...messages.map(({ facts }) => facts)) as JsonObject

// A veto window runs in attended time only, so this is the earliest instant at which it can close.
const releaseOf = (state: FirmState, { gate, hold, heldAt, attendedMs }: Intent): number | null => {
  if (gate.kind === 'veto') {
    if (!gate.goesUnanswered) return null
    return Math.max(state.at, heldAt) + Math.max(0, gate.windowMs - attendedMs)
  }
  return state.holds.find(({ id }) => id === hold)?.until ?? null
}
