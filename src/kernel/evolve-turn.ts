/** Turns in the state: opened, ended, refused. */
import { restOn } from './enactment.ts'
import { settleReserve, takeReserve } from './budget.ts'
import type { TurnEnded, TurnOpened, TurnRefused } from './event.ts'
import { noteEnactment } from './readiness.ts'
import type { FirmState, OpenTurnState } from './state.ts'
import { countTry, forgetTries } from './tries.ts'
import { spendNews, tellRefusal, wake } from './wake.ts'

/** A turn is under way: what it may cost is reserved, and its wake is spent. */
export const evolveTurnOpened = (state: FirmState, event: TurnOpened): void => {
  const token = state.open.get(event.enactment)?.roles.get(event.role)?.token ?? 0
  const { turn: id, member, enactment, role, premises, attempt } = event
  const openedAt = event.at
  state.turnCount += 1
  state.turns.set(id, {
    id,
    member,
    enactment,
    role,
    premises,
    attempt,
    token,
    openedAt,
    position: state.position,
  })
  const known = state.members.get(member)
  if (known !== undefined) known.openTurns += 1
  state.wakes.get(enactment)?.delete(member)
  const here = state.open.get(enactment)
  if (here !== undefined) for (const premise of premises) restOn(here, premise)
  takeReserve(state, event)
}

const closeTurn = (state: FirmState, turn: string): void => {
  const open = state.turns.get(turn)
  if (open === undefined) return
  const member = state.members.get(open.member)
  if (member !== undefined) member.openTurns -= 1
  state.turns.delete(turn)
  noteEnactment(state.readiness, open.enactment)
}

/** A turn is over; what it was told is spent once it was taken, not after a crash or a failure. */
export const evolveTurnEnded = (state: FirmState, event: TurnEnded): void => {
  const turn = state.turns.get(event.turn)
  if (turn === undefined) return
  const enactment = state.open.get(turn.enactment)
  if (['sent', 'passed', 'held'].includes(event.how)) spendNews(state, turn, turn.position)
  settleReserve(state, event)
  closeTurn(state, event.turn)
  const { enactment: where, member } = turn
  if (where !== '' && enactment === undefined) return
  if (event.how === 'abandoned') return wake(state, where, member)
  if (event.how !== 'failed') return forgetTries(state, where, member)
  // A mind that failed is tried again, but not for ever: then it waits for news or for the operator.
  const why = event.why ?? 'it gave no answer'
  if (countTry(state, turn, { how: 'failed', why })) wake(state, where, member)
}

// Whose premise broke or who was paused said nothing wrong; of what has ended nothing is left to try.
const mayTryAgain = (state: FirmState, turn: OpenTurnState, event: TurnRefused): boolean => {
  if (turn.enactment !== '' && !state.open.has(turn.enactment)) return false
  if (event.why === 'premise-broken' || event.why === 'member-paused') return true
  return countTry(state, turn, { how: 'refused', why: event.detail })
}

/** A turn was refused: its member is told why and woken again. */
export const evolveTurnRefused = (state: FirmState, event: TurnRefused): void => {
  const turn = state.turns.get(event.turn)
  settleReserve(state, event)
  closeTurn(state, event.turn)
  if (turn === undefined) return
  const enactment = state.open.get(turn.enactment)
  // Who waits for a lease is woken when one is free, and not before.
  if (event.why === 'lease-taken') state.leasing.add(turn.enactment)
  else if (mayTryAgain(state, turn, event)) wake(state, turn.enactment, turn.member)
  if (enactment === undefined) return
  tellRefusal(state, turn, { position: state.position, text: event.detail })
  if (event.why !== 'premise-broken') return
  enactment.refusals.set(turn.member, (enactment.refusals.get(turn.member) ?? 0) + 1)
}
