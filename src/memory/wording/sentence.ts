/** One English sentence for every event, in the words of DESIGN: whatever a screen prints comes from here. */
import type { FirmEvent } from '../../kernel/index.ts'
import {
  acknowledgedSentence,
  finalitySentence,
  forgedSentence,
  receivedSentence,
  reopeningSentence,
  retractedSentence,
} from './apart-words.ts'
import {
  charterSentence,
  erasureSentence,
  forkedSentence,
  foundedSentence,
  holdSentence,
  hostSentence,
  liftedSentence,
  memberToldSentence,
  notedSentence,
  pauseSentence,
  roleSentence,
  takeoverSentence,
} from './firm-words.ts'
import type { Telling } from './phrase.ts'
import {
  attendedSentence,
  heldSentence,
  lapsedSentence,
  releasedSentence,
  turnEndedSentence,
  turnOpenedSentence,
  turnRefusedSentence,
  verifiedSentence,
  vetoedSentence,
} from './turn-words.ts'
import {
  doubtedSentence,
  endedSentence,
  endingSentence,
  instantSentence,
  openedSentence,
  reopenedSentence,
  sentSentence,
  settledSentence,
  toldSentence,
  undoSentence,
} from './work-words.ts'

type EventType = FirmEvent['type']
type Events = { readonly [Type in EventType]: FirmEvent & { readonly type: Type } }
type Words = { readonly [Type in EventType]: (event: Events[Type], telling: Telling) => string }

const words: Words = {
  'firm-founded': foundedSentence,
  'host-started': hostSentence,
  'charter-adopted': charterSentence,
  'enactment-opened': openedSentence,
  'turn-opened': turnOpenedSentence,
  'turn-ended': turnEndedSentence,
  'turn-refused': turnRefusedSentence,
  'message-sent': sentSentence,
  'intent-held': heldSentence,
  'intent-released': releasedSentence,
  'intent-verified': verifiedSentence,
  'intent-attended': attendedSentence,
  'intent-vetoed': vetoedSentence,
  'intent-lapsed': lapsedSentence,
  'effect-settled': settledSentence,
  'effect-doubted': doubtedSentence,
  'ending-begun': endingSentence,
  'undo-started': undoSentence,
  'undo-settled': undoSentence,
  'enactment-ended': endedSentence,
  'instant-passed': instantSentence,
  'break-told': toldSentence,
  'enactment-reopened': reopenedSentence,
  'message-received': receivedSentence,
  'message-acknowledged': acknowledgedSentence,
  'letter-refused': forgedSentence,
  'finality-reached': finalitySentence,
  'fact-retracted': retractedSentence,
  'reopening-begun': reopeningSentence,
  'role-assigned': roleSentence,
  'member-paused': pauseSentence,
  'member-resumed': pauseSentence,
  'takeover-begun': takeoverSentence,
  'takeover-ended': takeoverSentence,
  'hold-taken': holdSentence,
  'hold-ended': holdSentence,
  'lease-lifted': liftedSentence,
  'observation-noted': notedSentence,
  'member-told': memberToldSentence,
  'erasure-ordered': erasureSentence,
  'firm-forked': forkedSentence,
}

/**
 * The event as one sentence. Memory tells whose turn or intent it was and which values the reader may see;
 * without it values are left out. Remember the event first, so that it is known whose it was. Always one line.
 */
export const sentenceOf = (event: FirmEvent, telling: Telling = {}): string =>
  say(event.type, event, telling)
    .replace(/\s+/g, ' ')
    .replace(/([.!?])\.$/, '$1')

const say = <Type extends EventType>(type: Type, event: Events[Type], telling: Telling): string =>
  words[type](event, telling)
