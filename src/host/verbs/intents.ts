/** The verb `intents`: every chosen message that waits at a gate, and when time releases it. */
import { z } from 'zod'
import type { WaitingIntent } from '../../api/index.ts'
import { accepted, type JsonObject } from '../../base/index.ts'
import { approverOf, type FirmState, type Intent, windowLeftMs } from '../../kernel/index.ts'
import { readFromContent } from '../content-value.ts'
import { asJson } from './host-verb.ts'
import { gateWord, isUnfenced, type Look, type Reading, reading } from './look.ts'

export const intents: Reading = reading(z.object({}), async (look) =>
  accepted(
    await readFromContent(
      look.content,
      asJson([...look.state.intents.values()].map((intent) => waitingIntent(look, intent))),
    ),
  ),
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
  window: windowOf(intent),
  bindings: bindingsOf(intent),
  premises: intent.premises,
  enactment: intent.enactment === '' ? null : intent.enactment,
  waitsFor: intent.hold === undefined ? approverOf(look.state, intent) : `hold ${intent.hold}`,
  preview: intent.preview ?? null,
})

const bindingsOf = ({ messages }: Intent): JsonObject =>
  Object.assign({}, ...messages.map(({ facts }) => facts)) as JsonObject

const windowOf = (intent: Intent): WaitingIntent['window'] => {
  const leftMs = windowLeftMs(intent)
  const goes = intent.gate.kind === 'veto' && intent.gate.goesUnanswered
  return leftMs === undefined ? null : { leftMs, goes }
}

// A veto window runs in attended time only, so this is the earliest instant at which it can close.
const releaseOf = (state: FirmState, intent: Intent): number | null => {
  const window = windowOf(intent)
  if (window !== null) return window.goes ? Math.max(state.at, intent.heldAt) + window.leftMs : null
  return state.holds.find(({ id }) => id === intent.hold)?.until ?? null
}
