/**
 * The kernel: the firm as a pure state machine.
 *
 * `decide` judges a command on the state and changes nothing; `evolve` changes the state by an event and judges
 * nothing; `follow` says what comes of itself. `handle` does all three until nothing follows any more, so that
 * one command gives one batch of events, appended as a whole or not at all.
 *
 * Boundary: no time, randomness, network or files; they come in with commands, and their numbers stand in the
 * events. Invariants kept here: 1, 3, 4, 5, 6, 8, 9 (see DESIGN section 11); 2, 7, 10, 11 and 12 need the host.
 */
import { canonicalCopy, unreachable } from '../base/index.ts'
import type { Command } from './command.ts'
import { decideLetter } from './decide-apart.ts'
import { decideDoubt, decideSettle, decideUndone } from './decide-effect.ts'
import {
  decideAdopt,
  decideAssign,
  decideEnd,
  decideFound,
  decideLift,
  decidePause,
  decideStartHost,
  decideTakeover,
  decideTime,
} from './decide-firm.ts'
import { decideApprove, decideVeto } from './decide-intent.ts'
import { decideSteering } from './decide-steering.ts'
import { decideSettledness } from './decide-retraction.ts'
import { decideAct, decideCommitTurn, decideEndTurn, decideOpenTurn } from './decide-turn.ts'
import type { FirmEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { follow } from './follow.ts'
import type { FirmState } from './state.ts'
import type { Verdict } from './verdict.ts'

/** Judges a command on the state as it stands; changes nothing. */
export const decide = (state: FirmState, command: Command): Verdict => {
  switch (command.type) {
    case 'commit-turn':
      return decideCommitTurn(state, command)
    case 'open-turn':
      return decideOpenTurn(state, command)
    case 'end-turn':
      return decideEndTurn(state, command)
    case 'act-as-member':
      return decideAct(state, command)
    case 'settle-effect':
      return decideSettle(state, command)
    case 'doubt-effect':
      return decideDoubt(state, command)
    case 'settle-undo':
      return decideUndone(state, command)
    case 'approve-intent':
      return decideApprove(state, command)
    case 'veto-intent':
      return decideVeto(state, command)
    case 'pass-time':
      return decideTime(state, command)
    case 'end-enactment':
      return decideEnd(state, command)
    case 'pause-member':
    case 'resume-member':
      return decidePause(state, command)
    case 'begin-takeover':
    case 'end-takeover':
      return decideTakeover(state, command)
    case 'assign-role':
      return decideAssign(state, command)
    case 'lift-lease':
      return decideLift(state, command)
    case 'amend-intent':
    case 'tell-member':
    case 'fire-schedule':
    case 'note-observation':
    case 'observe-change':
    case 'take-hold':
    case 'end-hold':
    case 'order-erasure':
    case 'fork-firm':
      return decideSteering(state, command)
    case 'receive-message':
    case 'acknowledge-message':
      return decideLetter(state, command)
    case 'observe-finality':
    case 'retract-fact':
      return decideSettledness(state, command)
    case 'found-firm':
      return decideFound(state, command)
    case 'start-host':
      return decideStartHost(state, command)
    case 'adopt-charter':
      return decideAdopt(state, command)
    default:
      return unreachable(command)
  }
}

/** Decides, evolves, and lets follow what follows: the answer holds every event, in order. */
export const handle = (state: FirmState, command: Command): Verdict => {
  // Ledger time is the greater of the clock and the last event, so a clock that jumps back does no harm.
  const timely = command.at >= state.at ? command : { ...command, at: state.at }
  const verdict = decide(state, timely)
  const events: FirmEvent[] = []
  const waiting = [...verdict.events]
  for (let decided = waiting.shift(); decided !== undefined; decided = waiting.shift()) {
    // What evolves is what the book will keep, so that live and replayed states are the same (invariant 3).
    const event = canonicalCopy({ ...decided, host: command.host })
    evolve(state, event)
    events.push(event)
    waiting.unshift(...follow(state, event))
  }
  return { ...verdict, events }
}
