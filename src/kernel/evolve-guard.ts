/** Doubts, holds, lifted leases and takeovers in the state. */
import { memberKey } from './enactment.ts'
import type { EffectDoubted, HoldChanged, LeaseLifted, TakeoverChanged } from './event.ts'
import { liftLeases } from './lease.ts'
import { noteAll } from './readiness.ts'
import type { FirmState } from './state.ts'

/** An environment cannot tell whether an effect happened; the operator decides. */
export const evolveDoubt = (state: FirmState, event: EffectDoubted): void => {
  const at = memberKey(event.message, event.member)
  const effect = state.open.get(event.enactment)?.effects.get(at)
  if (effect !== undefined) effect.doubt = event.why
}

/** A hold begins or ends. */
export const evolveHold = (state: FirmState, event: HoldChanged): void => {
  if (event.type === 'hold-ended') {
    state.holds = state.holds.filter((hold) => hold.id !== event.hold)
    return
  }
  const { hold: id, member, paths, until } = event
  state.holds.push({ id, member, paths, until, position: state.position })
}

/** The operator took a lease away; whoever waited for it is woken. */
export const evolveLifted = (state: FirmState, event: LeaseLifted): void => {
  liftLeases(state, event.resources)
}

/** A person acts in a member's place, or no longer does. */
export const evolveTakeover = (state: FirmState, event: TakeoverChanged): void => {
  state.lastActAt = state.position
  const member = state.members.get(event.member)
  if (member === undefined) return
  member.takenOverBy = event.type === 'takeover-begun' ? event.by : undefined
  // Its principal is another now, and with it the roles that it may take beside others.
  noteAll(state.readiness)
}
