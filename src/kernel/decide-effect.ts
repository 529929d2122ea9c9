/** Effects decided: settled by their receipt, put in doubt, undone. Receipts are never refused. */
import type { DoubtEffect, SettleEffect, SettleUndo } from './command.ts'
import type { Enactment, StartedEffect } from './enactment.ts'
import { standingOf } from './sending.ts'
import { factReader, messageOf } from './send.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

interface Found {
  readonly enactment: Enactment
  readonly effect: StartedEffect
  readonly message: string
  readonly member?: string
}

const find = (state: FirmState, key: string): Found | undefined => {
  const place = state.effects.get(key)
  const enactment = state.open.get(place?.enactment ?? '')
  const effect = enactment?.effects.get(place?.at ?? '')
  if (enactment === undefined || effect === undefined) return undefined
  const message = enactment.machine.messages[effect.message]?.name ?? ''
  return {
    enactment,
    effect,
    message,
    ...(effect.member === undefined ? {} : { member: effect.member }),
  }
}

const unknown = (key: string): Verdict =>
  refuse('no-such-effect', `no effect ${key.slice(0, 12)}… is in flight`)

const placeIn = (
  found: Found,
): {
  readonly enactment: string
  readonly message: string
  readonly effect: string
  readonly member?: string
} => ({
  enactment: found.enactment.id,
  message: found.message,
  effect: found.effect.key,
  ...(found.member === undefined ? {} : { member: found.member }),
})

/** The receipt of an effect: done or failed. A second receipt of the same effect changes nothing. */
export const decideSettle = (state: FirmState, command: SettleEffect): Verdict => {
  const found = find(state, command.effect)
  if (found === undefined || found.effect.undoing > 0) return unknown(command.effect)
  const { at, host, outcome, receipt, finality } = command
  const message = messageOf(found.enactment.machine, found.message)
  const read = factReader(found.enactment, found.effect.by)
  const standing = outcome === 'done' ? standingOf(state, found.enactment, { message, read }) : []
  return accept({
    type: 'effect-settled',
    at,
    host,
    ...placeIn(found),
    outcome,
    receipt,
    ...(standing.length === 0 ? {} : { standing }),
    ...(finality === undefined || outcome === 'failed' ? {} : { finality }),
  })
}

/** The environment cannot tell: it is reported as in doubt, never guessed (invariant 7). */
export const decideDoubt = (state: FirmState, command: DoubtEffect): Verdict => {
  const found = find(state, command.effect)
  if (found === undefined) return unknown(command.effect)
  if (found.effect.doubt !== undefined) return refuse('not-now', 'the doubt is known already')
  const { at, host, why } = command
  return accept({ type: 'effect-doubted', at, host, ...placeIn(found), why })
}

/** An effect was undone. */
export const decideUndone = (state: FirmState, command: SettleUndo): Verdict => {
  const found = find(state, command.effect)
  if (found === undefined || found.effect.undoing === 0) return unknown(command.effect)
  const { at, host, receipt } = command
  return accept({ type: 'undo-settled', at, host, ...placeIn(found), receipt })
}
