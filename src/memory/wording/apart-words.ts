/** Sentences about other firms, and about what did not last. */
import type { FirmEvent } from '../../kernel/index.ts'
import { factsPhrase, listed, reason, type Telling } from './phrase.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** A message of another firm arrived. */
export const receivedSentence = (event: Named<'message-received'>, telling: Telling): string => {
  const { because, by, enactment, facts, message, outcome } = event
  const what = `${message} of ${by} in ${enactment}`
  switch (outcome) {
    case 'bound':
      return `${by} sent ${message} in ${enactment}${factsPhrase(facts, enactment, telling)}.`
    case 'withdrawn':
      return `${by} took ${message} back in ${enactment}.`
    case 'late':
      return `${what} came too late and binds nothing.`
    default:
      return `${what} was refused${reason(because)}.`
  }
}

/** Another firm holds a message of ours. */
export const acknowledgedSentence = (event: Named<'message-acknowledged'>): string => {
  const { because, by, enactment, message, outcome } = event
  const holds = `${by} holds ${message} of ${enactment}`
  if (outcome === 'bound' || outcome === 'withdrawn') return `${holds}.`
  return `${holds}, which ${outcome === 'late' ? 'came too late' : 'it refused'}${reason(because)}.`
}

/** Something came in a firm's name that is not its own. */
export const forgedSentence = (event: Named<'letter-refused'>): string => {
  const { because, by, dropped, enactment, kind, message } = event
  const what = kind === 'letter' ? `A letter with ${message}` : `A receipt of ${message}`
  return `${what} in ${enactment} came in the name of ${by} and was refused${reason(because)}.${droppedPhrase(dropped)}`
}

// So many came that they were only counted.
const droppedPhrase = (dropped = 0): string =>
  dropped === 0 ? '' : ` Before it ${dropped} more came in that name, and were dropped.`

/** An environment settled something further. */
export const finalitySentence = (event: Named<'finality-reached'>): string =>
  `${event.fact} of ${event.enactment} is ${event.finality}.`

/** A fact fell. */
export const retractedSentence = (event: Named<'fact-retracted'>): string => {
  const { because, by, enactment, fact, standing = [] } = event
  const paths = standing.map(({ path }) => path)
  const also = paths.length === 0 ? '' : `, and ${listed(paths)} with it`
  return `${by} took ${fact} of ${enactment} back${also}${reason(because)}.`
}

/** Effects are undone before what rested on something is said again. */
export const reopeningSentence = (event: Named<'reopening-begun'>): string => {
  const { because, enactment, messages } = event
  return `What ${listed(messages)} did in ${enactment} is undone, since it rests on what fell${reason(because)}.`
}
