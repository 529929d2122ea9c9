/** The menu: the messages that a sender may send now. */
import { type Cohort, type Course, effectState, isRunning } from './course.ts'
import { hasAnythingInFlight, hasEffectInFlight, hasStandingDependant } from './ending.ts'
import { isForeclosed, isKnown } from './knowledge.ts'
import type { Machine, Message } from './machine.ts'
import type { Send, Sender } from './move.ts'

const knowsEnough = (message: Message, course: Course, cohort: Cohort | undefined): boolean => {
  // An instant that has passed stands in for a complete `all`, never for a quorum.
  const passed = message.by >= 0 && course.passed[message.by] === 1
  for (const test of message.in) {
    if (passed && test.where === 'all') continue
    if (!isKnown(test, course, cohort)) return false
  }
  for (const test of message.not) if (isForeclosed(test, course, cohort)) return false
  return true
}

const canBind = (message: Message, course: Course, cohort: Cohort | undefined): boolean => {
  // A round's first message binds what was not kept.
  if (course.first === message.index && course.round > 0) return true
  for (const output of message.out) {
    if (course.facts[output.fact] !== 0) return false
    if (output.own && cohort?.facts[output.fact] !== 0) return false
  }
  return true
}

const canTakeEffect = (machine: Machine, course: Course, message: Message): boolean => {
  if (message.effect === 'irreversible' && hasEffectInFlight(machine, course)) return false
  return message.round === undefined || !hasAnythingInFlight(machine, course)
}

const canUndo = (
  machine: Machine,
  course: Course,
  options: { message: Message; cohort: number | undefined },
): boolean => {
  const undone = machine.messages[options.message.undoes]
  if (undone === undefined) return true
  const holder = options.cohort === undefined ? course : course.cohorts[options.cohort]
  if (holder?.effects[undone.index] !== effectState.done) return false
  const placed =
    options.cohort === undefined ? { message: undone } : { message: undone, cohort: options.cohort }
  return !hasStandingDependant(machine, course, { placed })
}

/** A lease is never taken while another of the same holder is held. */
const canLease = (machine: Machine, message: Message, holder: Course | Cohort): boolean =>
  !message.lease || machine.leases.every((other) => holder.sent[other.index] !== 1)

/**
 * Whether the message may be sent now, by the cohort at this index where a set sends it. The clock's
 * messages are judged alike, although no menu shows them.
 */
export const isEnabled = (
  machine: Machine,
  course: Course,
  options: { message: Message; cohort?: number | undefined },
): boolean => {
  const { message, cohort: index } = options
  if (!isRunning(course) || (course.first >= 0 && course.first !== message.index)) return false
  const cohort = index === undefined ? undefined : course.cohorts[index]
  if (message.set !== (cohort?.set ?? -1)) return false
  const holder = cohort ?? course
  return (
    holder.sent[message.index] === 0 &&
    canBind(message, course, cohort) &&
    knowsEnough(message, course, cohort) &&
    canTakeEffect(machine, course, message) &&
    canLease(machine, message, holder) &&
    (message.undoes < 0 || canUndo(machine, course, { message, cohort: index }))
  )
}

/** A message that is on a menu, before its branches are chosen. */
export interface Choice {
  readonly message: Message
  /** The sender's cohort, where a set sends. */
  readonly cohort?: number
}

const choicesOf = (
  machine: Machine,
  course: Course,
  options: { message: Message; member: string | undefined },
): Choice[] => {
  const { message, member } = options
  if (message.set < 0) return isEnabled(machine, course, { message }) ? [{ message }] : []
  const found: Choice[] = []
  for (const [cohort, { set, who }] of course.cohorts.entries()) {
    if (set !== message.set || (member !== undefined && who !== member)) continue
    if (isEnabled(machine, course, { message, cohort })) found.push({ message, cohort })
  }
  return found
}

/** The messages on the menu now: of everybody, of a role, or of one member of a role set. */
export const enabled = (machine: Machine, course: Course, sender?: Sender): Choice[] => {
  if (!isRunning(course)) return []
  const messages = sender === undefined ? machine.messages : (machine.sentBy.get(sender.role) ?? [])
  const found: Choice[] = []
  for (const message of messages) {
    if (!message.clock) {
      found.push(...choicesOf(machine, course, { message, member: sender?.member }))
    }
  }
  return found
}

/** Every way to choose what the message binds: facts that a round kept have their value already. */
export const branchesOf = (course: Course, message: Message): readonly (readonly number[])[] => {
  if (course.first !== message.index) return message.choices
  const kept = message.choices.map((choice) =>
    choice.map((value, index) => {
      const bound = course.facts[message.out[index]?.fact ?? -1] ?? 0
      return bound === 0 ? value : bound
    }),
  )
  return [...new Map(kept.map((choice) => [choice.join(), choice])).values()]
}

/** The menu with every choice of branches: what a mind may send now. */
export const menu = (machine: Machine, course: Course, sender?: Sender): Send[] =>
  enabled(machine, course, sender).flatMap(({ message, cohort }) =>
    branchesOf(course, message).map((branches): Send => {
      const send = { kind: 'send', message: message.index, branches } as const
      return cohort === undefined ? send : { ...send, cohort }
    }),
  )
