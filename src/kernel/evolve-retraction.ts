/** What does not last, in the state: receipts settled further, facts taken back, effects undone before they are said again. */
import { present } from '../base/index.ts'
import { effectState } from '../protocol/machine/index.ts'
import { type Enactment, memberKey } from './enactment.ts'
import type { EffectSettled, UndoSettled, UndoStarted } from './event.ts'
import { bringEnding, holderOf } from './resting.ts'
import type { FactRetracted, FinalityReached, ReopeningBegun } from './retraction-event.ts'
import { keepStanding } from './standing.ts'
import type { FirmState } from './state.ts'
import { wakeHolders } from './wake.ts'

/** Settled further; what waited for it to be final may be on a menu now. */
export const evolveFinality = (state: FirmState, event: FinalityReached): void => {
  const enactment = present(state.open.get(event.enactment), 'the enactment is open')
  const key = memberKey(event.fact, event.member)
  if (event.finality !== 'final') return void enactment.unsettled.set(key, event.finality)
  enactment.unsettled.delete(key)
  for (const open of state.open.values()) wakeHolders(state, open)
}

/** A fact fell. A receipt that fell leaves its effect under way: its environment says what became of it. */
export const evolveRetracted = (state: FirmState, event: FactRetracted): void => {
  const enactment = present(state.open.get(event.enactment), 'the enactment is open')
  const message = enactment.machine.messageNamed.get(event.fact)
  if (message !== undefined) startAgain(state, enactment, { event, message })
  for (const { path, version } of event.standing ?? []) {
    const standing = present(state.standing.get(path), 'what is taken back stands')
    const { audience } = standing
    keepStanding(state, {
      path,
      version,
      fact: standing.fact,
      value: null,
      by: event.by,
      principal: event.by,
      enactment: enactment.id,
      at: state.position,
      ...(audience === undefined ? {} : { audience }),
      retracted: true,
    })
  }
}

const startAgain = (
  state: FirmState,
  enactment: Enactment,
  fell: { readonly event: FactRetracted; readonly message: number },
): void => {
  const { event, message: index } = fell
  const { machine, course } = enactment
  const key = memberKey(event.fact, event.member)
  const holder = holderOf(enactment, event.member)
  const message = present(machine.messages[index], 'a message')
  holder.effects[index] = effectState.started
  for (const { fact, own } of message.out) {
    const facts = own ? holder.facts : course.facts
    // A standing fact of an effect is bound at its done: until that comes again it is reserved.
    if (machine.facts[fact]?.stands === true) facts[fact] = -Math.abs(facts[fact] ?? 0)
  }
  const { receipt: _gone, ...effect } = present(enactment.effects.get(key), 'it has an effect')
  enactment.effects.set(key, effect)
  enactment.unsettled.delete(key)
  state.effects.set(effect.key, { enactment: enactment.id, at: key })
  dropEnding(enactment, [key])
}

/** What rests on something that fell is undone first; the menu is closed until then. */
export const evolveReopening = (state: FirmState, event: ReopeningBegun): void => {
  const enactment = present(state.open.get(event.enactment), 'the enactment is open')
  const { messages, because } = event
  enactment.reopening = { messages, because }
  dropEnding(enactment, messages)
}

/** An ending that one of these messages brought is none any more. */
export const dropEnding = (enactment: Enactment, messages: readonly string[]): void => {
  const brought = bringEnding(enactment, messages)
  enactment.course.ended = 0
  if (brought) enactment.course.ending = 0
}

/** An ending from elsewhere overtakes a reopening; one that a falling message brought does not. */
export const keepReopening = (enactment: Enactment, settled?: EffectSettled): void => {
  const { reopening, course } = enactment
  if (reopening === undefined || course.ending === 0) return
  const key = settled === undefined ? '' : memberKey(settled.message, settled.member)
  if (settled?.outcome === 'done' && reopening.messages.includes(key)) {
    dropEnding(enactment, [key])
    if (course.ending === 0) return
  }
  enactment.reopening = undefined
}

/** Undoes an effect of a reopening; false where it belongs to none. */
export const undoForReopening = (
  enactment: Enactment,
  event: UndoStarted | UndoSettled,
): boolean => {
  const key = memberKey(event.message, event.member)
  if (enactment.reopening?.messages.includes(key) !== true) return false
  const index = present(enactment.machine.messageNamed.get(event.message), 'a message')
  const { undoing, undone } = effectState
  holderOf(enactment, event.member).effects[index] =
    event.type === 'undo-started' ? undoing : undone
  return true
}
