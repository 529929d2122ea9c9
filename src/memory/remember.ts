/** `remember`: memory after one more event, in place. It judges nothing and reads no clock, so that replay gives it again. */
import type { CharterForm, FirmEvent } from '../kernel/index.ts'
import { bearingOf } from './bearing.ts'
import { rememberKeptCode } from './kept-code.ts'
import type { Memory } from './memory.ts'
import { rememberReceived, rememberRetracted } from './remember-apart.ts'
import {
  rememberEnded,
  rememberEnding,
  rememberOpened,
  rememberReopened,
  rememberRole,
} from './remember-enactment.ts'
import { rememberDoubt, rememberSent, rememberSettled, rememberUndone } from './remember-message.ts'
import {
  rememberHeld,
  rememberIntentOver,
  rememberTurnOpened,
  rememberTurnOver,
} from './remember-turn.ts'
import { noteNotice, windowsOf } from './window/notice.ts'

/** Remembers the event at a position of the ledger. Events must come in order, each once. */
export const remember = (memory: Memory, event: FirmEvent, position: number): void => {
  memory.position = position
  noteNotice(memory, event, position)
  switch (event.type) {
    case 'message-sent':
      return rememberSent(memory, event, position)
    case 'turn-opened':
      return rememberTurnOpened(memory, event, position)
    case 'turn-ended':
    case 'turn-refused':
      return rememberTurnOver(memory, event, position)
    case 'enactment-opened':
      return rememberOpened(memory, event, position)
    case 'enactment-ended':
      return rememberEnded(memory, event, position)
    case 'enactment-reopened':
      return rememberReopened(memory, event, position)
    case 'ending-begun':
      return rememberEnding(memory, event)
    case 'role-assigned':
      return rememberRole(memory, event.enactment, event.member)
    case 'effect-settled':
      return rememberSettled(memory, event, position)
    case 'effect-doubted':
      return rememberDoubt(memory, event)
    case 'message-received':
      return rememberReceived(memory, event, position)
    case 'fact-retracted':
      return rememberRetracted(memory, event, position)
    case 'undo-settled':
      return rememberUndone(memory, event, position)
    case 'intent-held':
      return rememberHeld(memory, event, position)
    case 'intent-released':
    case 'intent-vetoed':
    case 'intent-lapsed':
      return rememberIntentOver(memory, event, position)
    default:
      return rememberFirm(memory, event)
  }
}

const rememberFirm = (memory: Memory, event: FirmEvent): void => {
  if (event.type === 'charter-adopted') adopt(memory, event.version, event.charter)
  else if (event.type === 'takeover-begun') memory.takenOver.set(event.member, event.by)
  else if (event.type === 'takeover-ended') memory.takenOver.delete(event.member)
  else if (event.type === 'observation-noted') rememberKeptCode(memory, event)
}

/** Notes a version of the charter, and what its protocols bear on. */
export const adopt = (memory: Memory, version: number, charter: CharterForm): void => {
  memory.charter = charter
  memory.charters.set(version, charter)
  memory.windows = windowsOf(charter)
  const forms = Object.entries(charter.protocols)
  memory.bearings.set(version, new Map(forms.map(([name, form]) => [name, bearingOf(form)])))
}
