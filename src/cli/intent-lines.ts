/** A waiting intent as lines for a person. */
import type { WaitingIntent } from '../api/index.ts'
import { formatInstant, parseInstant } from '../base/index.ts'
import { briefly } from '../memory/index.ts'
import { windowText } from './window-text.ts'

/** What somebody wants to send, what it waits for, what it would bind, and what it rests on. */
export const intentLines = (intent: WaitingIntent): readonly string[] => {
  const {
    id,
    message,
    by,
    unfenced,
    enactment,
    gate,
    waitsFor,
    release,
    window,
    bindings,
    premises,
  } = intent
  const where = enactment === null ? 'to open something new' : `in ${enactment}`
  const at = release === null ? undefined : parseInstant(release)
  const until = at === undefined ? '' : `, until ${formatInstant(at)} at the earliest`
  const held = window === null ? gate + until : windowText(window) + until
  return [
    `${id}  ${by}${unfenced === true ? ' [unfenced]' : ''} wants to send ${message} ${where}`,
    `    waits for ${waitsFor}: ${held}`,
    ...Object.entries(bindings).map(([fact, value]) => `    ${fact}: ${briefly(value)}`),
    ...premises.map(({ path, version }) => `    rests on ${path} at version ${version}`),
  ]
}
