/** Enactments in the state: opened, moved by messages and receipts, reopened, ended. */
import { present } from '../base/index.ts'
import { type Enactment, memberKey, type StartedEffect } from './enactment.ts'
import type {
  EffectSettled,
  EnactmentEnded,
  EnactmentOpened,
  EnactmentReopened,
  EndingBegun,
  InstantPassed,
  MessageSent,
  Standing,
  UndoSettled,
  UndoStarted,
} from './event.ts'
import { doubtInFork } from './evolve-forked.ts'
import { postSent, postWithdrawn } from './evolve-apart.ts'
import { dropEnding, keepReopening, undoForReopening } from './evolve-retraction.ts'
import { dropOpen, giveRole, keepOpen } from './holding.ts'
import { openEnactment } from './opening.ts'
import { dropLostParts } from './planned-part.ts'
import {
  applyReceipt,
  applyReopened,
  applySent,
  endedAs,
  move,
  placeOf,
  senderOf,
} from './progress.ts'
import { holdersOf } from './role.ts'
import { freeLeases, noteLeasing, takeLease } from './lease.ts'
import { messageOf } from './send.ts'
import { keepStanding, scopeOf } from './standing.ts'
import type { FirmState } from './state.ts'
import { tell, wake, wakeHolders } from './wake.ts'

/** The open enactment of a name. */
export const openOf = (state: FirmState, enactment: string): Enactment =>
  present(state.open.get(enactment), 'the enactment of an event is open')

/** A new enactment; a round is woken with the roles it carries over. */
export const evolveOpened = (state: FirmState, event: EnactmentOpened): void => {
  const enactment = openEnactment(state, event, state.position)
  keepOpen(state, enactment)
  state.used.add(enactment.id)
  noteLeasing(state, enactment)
  if (event.parent !== undefined) state.open.get(event.parent)?.children.add(enactment.id)
  wakeHolders(state, enactment)
}

/** A message binds its facts, its roles, its lease, and starts its effect. */
export const evolveSent = (state: FirmState, event: MessageSent): void => {
  const enactment = openOf(state, event.enactment)
  const message = messageOf(enactment.machine, event.message)
  applySent(enactment, event, state.position)
  if (event.roles !== undefined) takeRoles(state, enactment, event.roles)
  for (const resource of event.lease ?? []) takeLease(state, resource, enactment.root)
  if (message.lease || event.lease !== undefined) noteLeasing(state, enactment)
  if (event.effect !== undefined) startEffect(state, enactment, event)
  bindStanding(state, enactment, event.standing ?? [])
  postSent(state, enactment, event)
  if (enactment.course.ending !== 0) dropLostParts(state, enactment)
  for (const to of enactment.machine.form.messages[event.message]?.to ?? []) {
    for (const member of holdersOf(enactment, to)) wake(state, enactment.id, member)
  }
  if (message.set < 0 && !message.clock) wake(state, enactment.id, event.by)
}

const takeRoles = (
  state: FirmState,
  enactment: Enactment,
  roles: { readonly [role: string]: string },
): void => {
  for (const [role, member] of Object.entries(roles)) {
    const principal = state.charter?.members[member]?.principal ?? member
    giveRole(state, enactment, { role, member, principal, token: 1 })
  }
}

const startEffect = (state: FirmState, enactment: Enactment, event: MessageSent): void => {
  const message = messageOf(enactment.machine, event.message)
  const member = senderOf(message, event.by)
  const at = memberKey(event.message, member)
  const key = present(event.effect, 'a started effect has its key')
  const effect: StartedEffect = {
    key,
    message: message.index,
    by: event.by,
    at: state.position,
    undoing: 0,
    ...(member === undefined ? {} : { member }),
  }
  doubtInFork(state, effect)
  enactment.effects.set(at, effect)
  state.effects.set(key, { enactment: enactment.id, at })
}

const bindStanding = (
  state: FirmState,
  enactment: Enactment,
  standing: readonly Standing[],
): void => {
  for (const { fact, path, version } of standing) {
    const bound = present(enactment.facts.get(fact), `the standing fact ${fact} is bound`)
    const { value, by, principal } = bound
    const at = state.position
    const audience = enactment.machine.form.facts[fact]?.audience
    if (!state.standing.has(path)) {
      const scope = scopeOf(path)
      state.scopes.set(scope, (state.scopes.get(scope) ?? 0) + 1)
    }
    keepStanding(state, {
      path,
      version,
      fact,
      value,
      by,
      principal,
      enactment: enactment.id,
      at,
      ...(audience === undefined ? {} : { audience }),
    })
  }
}

/** A receipt: the doubt is over, and what its effect reserved is bound. */
export const evolveSettled = (state: FirmState, event: EffectSettled): void => {
  const enactment = openOf(state, event.enactment)
  applyReceipt(enactment, event)
  dropLostParts(state, enactment)
  keepReopening(enactment, event)
  state.effects.delete(event.effect)
  bindStanding(state, enactment, event.standing ?? [])
  wakeHolders(state, enactment)
}

/** An ending was asked for from outside: cancel, expiry, supersession. */
export const evolveEnding = (state: FirmState, event: EndingBegun): void => {
  const enactment = openOf(state, event.enactment)
  move(enactment, { kind: 'end', as: event.as })
  dropLostParts(state, enactment)
  keepReopening(enactment)
}

/** A done effect is being undone, or was. */
export const evolveUndo = (state: FirmState, event: UndoStarted | UndoSettled): void => {
  const enactment = openOf(state, event.enactment)
  const settled = event.type === 'undo-settled'
  if (!undoForReopening(enactment, event)) {
    const place = placeOf(enactment, event)
    move(enactment, { kind: 'undo', ...place, stage: settled ? 'done' : 'start' })
  }
  const at = memberKey(event.message, event.member)
  const effect = enactment.effects.get(at)
  if (effect !== undefined) effect.undoing = settled ? 0 : 1
  if (settled) state.effects.delete(event.effect)
  else state.effects.set(event.effect, { enactment: event.enactment, at })
}

/** An instant passed: deadlines take hold within the step. */
export const evolveInstant = (state: FirmState, event: InstantPassed): void => {
  const enactment = openOf(state, event.enactment)
  const instant = present(enactment.machine.factNamed.get(event.fact), 'the instant is a fact')
  enactment.due.delete(event.fact)
  move(enactment, { kind: 'time', instant })
  dropLostParts(state, enactment)
  keepReopening(enactment)
  wakeHolders(state, enactment)
}

/** What rested on a superseded fact may be said again; who says it is told why. */
export const evolveReopened = (state: FirmState, event: EnactmentReopened): void => {
  const enactment = openOf(state, event.enactment)
  postWithdrawn(state, enactment, event)
  dropEnding(enactment, event.messages)
  applyReopened(enactment, event)
  const rest = enactment.reopening?.messages ?? []
  if (rest.every((name) => event.messages.includes(name))) enactment.reopening = undefined
  noteLeasing(state, enactment)
  wakeHolders(state, enactment)
}

/**
 * An ended enactment leaves only its standing facts. Its leases are free, its parent goes on, and who waited
 * for what it held is woken.
 */
export const evolveEnded = (state: FirmState, event: EnactmentEnded): void => {
  const enactment = openOf(state, event.enactment)
  dropOpen(state, enactment)
  state.wakes.delete(enactment.id)
  state.tries.delete(enactment.id)
  state.leasing.delete(enactment.id)
  if (enactment.parent !== undefined) tellParent(state, enactment, event)
  wake(state, '', enactment.openedBy)
  if (enactment.round === 0) freeLeases(state, enactment.root)
}

const tellParent = (state: FirmState, child: Enactment, event: EnactmentEnded): void => {
  const parent = state.open.get(child.parent ?? '')
  if (parent === undefined) return
  parent.children.delete(child.id)
  if (child.round > 0) {
    // A round's parent ends as its last child ends; the step closes it.
    if (endedAs(parent) === undefined) move(parent, { kind: 'end', as: event.as })
    return
  }
  if (child.part !== undefined) {
    const cohort = parent.course.cohorts.findIndex((one) => one.who === child.key)
    move(parent, { kind: 'part', cohort, as: event.as })
    dropLostParts(state, parent)
  }
  for (const holder of parent.roles.values()) {
    const text = `${child.id} ended as ${event.as}`
    const { member } = holder
    tell(state, { enactment: parent.id, member }, { position: state.position, text })
  }
  wakeHolders(state, parent)
}
