/** Finds the waiting intent that a command names. */
import { type Outcome, refused } from '../base/index.ts'
import type { FirmState, Intent } from '../kernel/index.ts'

/** The intent of that name, or which ones wait. */
export const findIntent = (state: FirmState, name: string): Outcome<Intent, string> => {
  const intent = state.intents.get(name)
  if (intent !== undefined) return { ok: true, value: intent }
  const waiting = [...state.intents.keys()]
  return refused(
    'no-such-intent',
    `${name} does not wait`,
    waiting.length === 0 ? 'No intent waits now.' : `Waiting: ${waiting.join(', ')}.`,
  )
}
