/** How an event moves the course of its enactment: the kernel's side of the transition function. */
import { type Instant, type Json, parseInstant, present } from '../base/index.ts'
import type { Ending, Message, Move } from '../protocol/index.ts'
import { effectState, endingNamed, step } from '../protocol/machine/index.ts'
import { type Bound, type Enactment, memberKey, restOn } from './enactment.ts'
import type { EffectSettled, EnactmentReopened, MessageSent } from './event.ts'
import { holderOf } from './resting.ts'
import { cohortOf, messageOf, sendMove } from './send.ts'

/** A message of an enactment, by a member of a set where one sends it. */
export interface Placed {
  readonly message: string
  readonly member?: string
}

/** The machine's place for a message: its index, and the cohort of the member of a set. */
export const placeOf = (
  enactment: Enactment,
  placed: Placed,
): { readonly message: number; readonly cohort?: number } => {
  const { index, set } = messageOf(enactment.machine, placed.message)
  if (set < 0) return { message: index }
  return { message: index, cohort: cohortOf(enactment, set, placed.member ?? '') }
}

/** Makes a move in the enactment's course. */
export const move = (enactment: Enactment, made: Move): void =>
  step(enactment.machine, enactment.course, made)

/** The ending of the course, once everything is undone. */
export const endedAs = (enactment: Enactment): Ending | undefined =>
  endingNamed(enactment.course.ended)

/** Whose key a message or fact is kept under: the sender's where a set sends it. */
export const senderOf = (message: Message, by: string): string | undefined =>
  message.set < 0 ? undefined : by

/** What sending changes in one enactment; position is the event's. */
export const applySent = (enactment: Enactment, event: MessageSent, position: number): void => {
  const { machine } = enactment
  const message = messageOf(machine, event.message)
  const member = senderOf(message, event.by)
  const sending = { message, by: event.by, facts: event.facts, sets: event.sets ?? {} }
  // The step in which its deadline took hold has sent the clock's message in the course already.
  if (!message.clock) {
    move(enactment, present(sendMove(enactment, sending), 'a sent message fits its branches'))
  }
  bindFacts(enactment, { event, message, position })
  if (event.sets !== undefined) {
    for (const [role, members] of Object.entries(event.sets)) {
      enactment.sets.set(role, { members, version: 0 })
    }
  }
  const set = message.set < 0 ? undefined : machine.sets[message.set]
  if (set !== undefined) bumpSet(enactment, set.name)
  const { premises } = event
  enactment.sent.set(memberKey(event.message, member), {
    message: message.index,
    premises,
    facts: Object.keys(event.facts),
    at: position,
    ...(member === undefined ? {} : { member }),
  })
  for (const premise of premises) restOn(enactment, premise)
  enactment.refusals.delete(event.by)
  if (!message.clock) noteSpeaker(enactment, event)
}

// Who wrote something stays its author, whoever holds the role by then (invariant 9).
const noteSpeaker = ({ machine, spoken }: Enactment, event: MessageSent): void => {
  const { from = '' } = machine.form.messages[event.message] ?? {}
  if (!machine.form.distinct.some((group) => group.includes(from))) return
  const known = spoken.get(from) ?? []
  if (!known.includes(event.principal)) spoken.set(from, [...known, event.principal])
}

const bumpSet = (enactment: Enactment, role: string): void => {
  const set = enactment.sets.get(role)
  if (set !== undefined) enactment.sets.set(role, { ...set, version: set.version + 1 })
}

const bindFacts = (
  enactment: Enactment,
  sent: { readonly event: MessageSent; readonly message: Message; readonly position: number },
): void => {
  const { event, message, position } = sent
  for (const output of message.out) {
    const { name } = present(enactment.machine.facts[output.fact], 'a machine names its facts')
    const value = event.facts[name]
    if (value === undefined) continue
    const bound: Bound = {
      value,
      by: event.by,
      principal: event.principal,
      turn: event.turn ?? '',
      message: event.message,
      at: position,
      epoch: event.epoch,
    }
    const key = memberKey(name, output.own ? event.by : undefined)
    enactment.facts.set(key, bound)
    noteInstant(enactment, name, value)
    const { finality } = enactment.machine.form.facts[name] ?? {}
    if (finality !== undefined && finality !== 'final') enactment.unsettled.set(key, finality)
  }
}

/** Notes an instant that something here waits for. */
export const noteInstant = (enactment: Enactment, name: string, value: Json): void => {
  const index = enactment.machine.factNamed.get(name)
  if (index === undefined || !enactment.machine.instants.includes(index)) return
  const instant: Instant | undefined = parseInstant(value)
  if (instant !== undefined) enactment.due.set(name, instant)
}

/** What a receipt changes in one enactment. */
export const applyReceipt = (enactment: Enactment, event: EffectSettled): void => {
  const placed: Placed = {
    message: event.message,
    ...(event.member === undefined ? {} : { member: event.member }),
  }
  move(enactment, { kind: 'receipt', ...placeOf(enactment, placed), outcome: event.outcome })
  const key = memberKey(event.message, event.member)
  const effect = enactment.effects.get(key)
  if (effect !== undefined) effect.receipt = event.receipt
  const { finality } = event
  if (finality !== undefined && finality !== 'final') enactment.unsettled.set(key, finality)
}

/** Opens facts again that rested on what fell: their messages may be sent once more, their effects are forgotten. */
export const applyReopened = (enactment: Enactment, event: EnactmentReopened): void => {
  enactment.epoch = event.epoch
  for (const key of event.messages) {
    const sent = enactment.sent.get(key)
    enactment.arrived.delete(key)
    if (sent === undefined) continue
    const holder = holderOf(enactment, sent.member)
    holder.sent[sent.message] = 0
    holder.effects[sent.message] = effectState.none
    enactment.effects.delete(key)
    enactment.unsettled.delete(key)
    enactment.sent.delete(key)
  }
  for (const key of event.facts) unbind(enactment, key)
  for (const name of event.again ?? []) passAgain(enactment, name)
}

const passAgain = (enactment: Enactment, name: string): void => {
  enactment.course.passed[present(enactment.machine.factNamed.get(name), 'an instant')] = 0
  noteInstant(enactment, name, present(enactment.facts.get(name), 'it has passed').value)
}

const unbind = (enactment: Enactment, key: string): void => {
  const [name = '', member] = key.split('@')
  const fact = present(enactment.machine.factNamed.get(name), 'a bound fact is declared')
  holderOf(enactment, member).facts[fact] = 0
  // What all members of a set share is bound in the course, whoever said it.
  if ((enactment.machine.facts[fact]?.set ?? -1) < 0) enactment.course.facts[fact] = 0
  enactment.course.passed[fact] = 0
  enactment.facts.delete(key)
  enactment.due.delete(name)
  enactment.unsettled.delete(key)
}
