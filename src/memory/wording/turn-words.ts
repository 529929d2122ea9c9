/** Sentences about turns, and about choices that wait at a gate. */
import type { FirmEvent, IntentHeld, TurnOpened, TurnRefused } from '../../kernel/index.ts'
import { duration, factsPhrase, gatePhrase, listed, reason, type Telling } from './phrase.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

const placed = (enactment: string): string => (enactment === '' ? 'the lobby' : enactment)

/** A member began to think. */
export const turnOpenedSentence = (event: TurnOpened): string => {
  const { attempt, enactment, member, role, turn } = event
  const again = attempt > 1 ? `, attempt ${attempt}` : ''
  return `${member} began turn ${turn} as ${role} in ${placed(enactment)}${again}.`
}

/** A turn ended; memory knows whose it was. */
export const turnEndedSentence = (event: Named<'turn-ended'>, { memory }: Telling): string => {
  const { how, turn, use, why } = event
  const opened = memory?.turns.get(turn)?.opened
  const whose =
    opened === undefined
      ? `Turn ${turn}`
      : `${opened.member}'s turn ${turn} in ${placed(opened.enactment)}`
  const took = ` after ${duration(use.ms)}`
  if (how === 'sent') return `${whose} ended with what it sent${took}.`
  if (how === 'held') return `${whose} ended with a choice that waits${took}.`
  if (how === 'abandoned') return `${whose} was abandoned${reason(why)}.`
  return `${whose} ${how}${took}${reason(why)}.`
}

/** A turn was refused, and why. */
export const turnRefusedSentence = (event: TurnRefused): string => {
  const { by, detail, enactment, message } = event
  const what = message === '' ? 'a choice' : message
  return `${by} was refused ${what} in ${placed(enactment)}: ${detail}.`
}

/** A choice stands in the book before it happens. */
export const heldSentence = (event: IntentHeld, telling: Telling): string => {
  const { by, enactment, gate, hold, intent, messages } = event
  const what = listed(messages.map(({ message }) => message))
  const facts = factsPhrase(messages[0]?.facts ?? {}, enactment, telling)
  return `${by} wants to send ${what} in ${placed(enactment)}${facts}; ${intent} waits ${gatePhrase(gate, hold)}.`
}

const wanted = (intent: string, { memory }: Telling): string => {
  const held = memory?.intents.get(intent)?.held
  if (held === undefined) return intent
  const what = listed(held.messages.map(({ message }) => message))
  return `${intent}, ${what} by ${held.by} in ${placed(held.enactment)}`
}

/** A gate let a choice through. */
export const releasedSentence = (event: Named<'intent-released'>, telling: Telling): string =>
  event.by === 'clock'
    ? `Time released ${wanted(event.intent, telling)}.`
    : `${event.by} approved ${wanted(event.intent, telling)}.`

/** A choice was vetoed. */
export const vetoedSentence = (event: Named<'intent-vetoed'>, telling: Telling): string => {
  const { because, by, forGood, intent } = event
  return `${by} vetoed ${wanted(intent, telling)}${forGood ? ', for good' : ''}${reason(because)}.`
}

/** A choice was verified by somebody other than who made it. */
export const verifiedSentence = (event: Named<'intent-verified'>, telling: Telling): string =>
  `${event.by} verified ${wanted(event.intent, telling)}.`

/** The operator looked at a choice whose veto window runs. */
export const attendedSentence = (event: Named<'intent-attended'>, telling: Telling): string =>
  `The operator attended ${wanted(event.intent, telling)} for ${duration(event.ms)}.`

/** A choice could no longer be released. */
export const lapsedSentence = (event: Named<'intent-lapsed'>, telling: Telling): string =>
  `${wanted(event.intent, telling)}, lapsed${reason(event.why)}.`
