/**
 * `evolve`: the next state from an event, in place. It decides nothing and never refuses; every number that
 * matters stands in the event. Invariant 3: state is a function of the ledger.
 */
import { unreachable } from '../base/index.ts'
import {
  evolveEnded,
  evolveEnding,
  evolveInstant,
  evolveOpened,
  evolveReopened,
  evolveSent,
  evolveSettled,
  evolveUndo,
} from './evolve-enactment.ts'
import { evolveAcknowledged, evolveReceived } from './evolve-apart.ts'
import { evolveCharter, evolvePause, evolveRole } from './evolve-firm.ts'
import { evolveDoubt, evolveHold, evolveLifted, evolveTakeover } from './evolve-guard.ts'
import {
  dropIntent,
  evolveIntentHeld,
  evolveIntentLapsed,
  evolveIntentSeen,
  evolveIntentVetoed,
} from './evolve-intent.ts'
import { evolveFinality, evolveReopening, evolveRetracted } from './evolve-retraction.ts'
import { evolveForked } from './evolve-forked.ts'
import { evolveMemberTold, evolveObserved, evolveTold } from './evolve-told.ts'
import { evolveTurnEnded, evolveTurnOpened, evolveTurnRefused } from './evolve-turn.ts'
import type { FirmEvent } from './event.ts'
import { noteEnactment } from './readiness.ts'
import { noteForgery } from './forgery.ts'
import type { FirmState } from './state.ts'

/** Changes the state by one event at the next position. */
export const evolve = (state: FirmState, event: FirmEvent): void => {
  state.position += 1
  if (event.at > state.at) state.at = event.at
  apply(state, event)
  // Nobody has asked yet while a ledger is replayed, and looking costs more than most events do.
  if (!state.readiness.isBuilt) return
  if ('enactment' in event) noteEnactment(state.readiness, event.enactment)
  // What ends or opens moves its parent too.
  if ('parent' in event && event.parent !== undefined) noteEnactment(state.readiness, event.parent)
}

const apply = (state: FirmState, event: FirmEvent): void => {
  switch (event.type) {
    case 'message-sent':
      return evolveSent(state, event)
    case 'turn-opened':
      return evolveTurnOpened(state, event)
    case 'turn-ended':
      return evolveTurnEnded(state, event)
    case 'turn-refused':
      return evolveTurnRefused(state, event)
    case 'enactment-opened':
      return evolveOpened(state, event)
    case 'enactment-reopened':
      return evolveReopened(state, event)
    case 'enactment-ended':
      return evolveEnded(state, event)
    case 'ending-begun':
      return evolveEnding(state, event)
    case 'effect-settled':
      return evolveSettled(state, event)
    case 'effect-doubted':
      return evolveDoubt(state, event)
    case 'undo-started':
    case 'undo-settled':
      return evolveUndo(state, event)
    case 'instant-passed':
      return evolveInstant(state, event)
    case 'intent-held':
      return evolveIntentHeld(state, event)
    case 'intent-released':
      dropIntent(state, event.intent)
      return
    case 'intent-verified':
    case 'intent-attended':
      return evolveIntentSeen(state, event)
    case 'intent-vetoed':
      return evolveIntentVetoed(state, event)
    case 'intent-lapsed':
      return evolveIntentLapsed(state, event)
    case 'break-told':
      return evolveTold(state, event)
    case 'role-assigned':
      return evolveRole(state, event)
    case 'hold-taken':
    case 'hold-ended':
      return evolveHold(state, event)
    default:
      return applyOfFirm(state, event)
  }
}

/** What changes the firm around its work. */
type EventOfFirm = Extract<
  FirmEvent,
  {
    readonly type:
      | 'lease-lifted'
      | 'charter-adopted'
      | 'member-paused'
      | 'member-resumed'
      | 'takeover-begun'
      | 'takeover-ended'
      | 'message-received'
      | 'message-acknowledged'
      | 'finality-reached'
      | 'fact-retracted'
      | 'reopening-begun'
      | 'firm-founded'
      | 'host-started'
      | 'member-told'
      | 'firm-forked'
      | 'erasure-ordered'
      | 'observation-noted'
      | 'letter-refused'
  }
>

const applyOfFirm = (state: FirmState, event: EventOfFirm): void => {
  switch (event.type) {
    case 'lease-lifted':
      return evolveLifted(state, event)
    case 'charter-adopted':
      return evolveCharter(state, event)
    case 'member-paused':
    case 'member-resumed':
      return evolvePause(state, event)
    case 'takeover-begun':
    case 'takeover-ended':
      return evolveTakeover(state, event)
    case 'message-received':
      return evolveReceived(state, event)
    case 'message-acknowledged':
      return evolveAcknowledged(state, event)
    case 'finality-reached':
      return evolveFinality(state, event)
    case 'fact-retracted':
      return evolveRetracted(state, event)
    case 'reopening-begun':
      return evolveReopening(state, event)
    case 'firm-founded':
      state.name = event.firm
      state.operatorKey = event.operatorKey
      return
    case 'host-started':
      state.host = event.host
      return
    case 'member-told':
      return evolveMemberTold(state, event)
    case 'firm-forked':
      return evolveForked(state, event)
    case 'erasure-ordered':
      state.lastActAt = state.position
      return
    case 'letter-refused':
      return noteForgery(state, event)
    case 'observation-noted':
      return evolveObserved(state, event)
    default:
      return unreachable(event)
  }
}
