/** One step of a course, in place: the transition function that checker and kernel share. */
import { assert, FirmError, present, unreachable } from '../../base/index.ts'
import { openCohorts } from './begin.ts'
import {
  type Cohort,
  type Course,
  effectState,
  endingNumber,
  isRunning,
  oneOfCohort,
} from './course.ts'
import { workDeadlines } from './deadline.ts'
import { beginEnding, canCancel, settleEnding, undoable } from './ending.ts'
import type { Machine, Message } from './machine.ts'
import { isEnabled } from './menu.ts'
import type { End, Move, Part, Receipt, Receive, Refuse, Send, Time, Undo } from './move.ts'

const { started, done, failed, refused, undoing, undone } = effectState
const asFailed = 2

/** The machine and the course that a step works on. */
interface Work {
  readonly machine: Machine
  readonly course: Course
}

const legal = (condition: boolean, move: Move, why: string): void => {
  if (!condition) throw new IllegalMoveError(move, why)
}

const messageOf = (work: Work, move: { readonly message: number } & Move): Message => {
  const message = work.machine.messages[move.message]
  if (message === undefined) throw new IllegalMoveError(move, 'there is no such message')
  return message
}

/** The place that holds the message's state: the course, or one member split off its cohort. */
const holderOf = (work: Work, message: Message, cohort: number | undefined): Course | Cohort => {
  if (message.set < 0) return work.course
  const found = present(work.course.cohorts[cohort ?? -1], 'a message of a set names its cohort')
  return oneOfCohort(work.course, found)
}

/** Fixes the members of the sets that the message names first. */
const openSets = (work: Work, message: Message, move: Send | undefined): void => {
  for (const [index, set] of message.opens.entries()) {
    if (work.course.sets[set] !== 0) continue
    const members = move?.members?.[index] ?? move?.sizes?.[index]
    assert(members !== undefined, 'a message that names a set says who its members are')
    assert(typeof members === 'number' ? members > 0 : members.length > 0, 'a set has a member')
    work.course.sets[set] = 1
    work.course.cohorts.push(...openCohorts(work.machine, set, members))
  }
}

const bind = (
  work: Work,
  options: { message: Message; holder: Course | Cohort; branches: readonly number[] },
): void => {
  const { message, holder, branches } = options
  const { facts } = work.course
  for (const [index, output] of message.out.entries()) {
    const value = branches[index] ?? 0
    if (output.own) holder.facts[output.fact] = value
    else if (facts[output.fact] === 0) {
      // A standing fact of an effect is bound at its done; until then it is reserved.
      const later = message.effect !== 'none' && work.machine.facts[output.fact]?.stands === true
      facts[output.fact] = later ? -value : value
    }
  }
  for (const fact of message.closes) facts[fact] = 1
}

const openRound = (work: Work, message: Message): void => {
  if (message.round === undefined) return
  if (work.course.round < message.round.max) work.course.delegated = true
  else beginEnding(work.course, message.round.spent, false)
}

/** Everything that sending changes; whether it may be sent was judged before. */
const commit = (
  work: Work,
  message: Message,
  options: { holder: Course | Cohort; branches: readonly number[]; move?: Send },
): void => {
  const { holder } = options
  work.course.first = -1
  holder.sent[message.index] = 1
  bind(work, { message, ...options })
  if (message.opens.length > 0) openSets(work, message, options.move)
  if (message.undoes >= 0) holder.effects[message.undoes] = undoing
  if (message.effect !== 'none') holder.effects[message.index] = started
  else if (message.ends !== 0) beginEnding(work.course, message.ends, false)
  openRound(work, message)
}

const areChoices = (work: Work, message: Message, branches: readonly number[]): boolean => {
  for (const [index, output] of message.out.entries()) {
    const kept = work.course.first === message.index && work.course.facts[output.fact] !== 0
    if (!kept && !output.values.includes(branches[index] ?? 0)) return false
  }
  return true
}

const send = (work: Work, move: Send): void => {
  const message = messageOf(work, move)
  const { cohort, branches } = move
  legal(!message.clock, move, 'only a deadline sends a message of the clock')
  legal(isEnabled(work.machine, work.course, { message, cohort }), move, 'it is not on the menu')
  legal(areChoices(work, message, branches), move, 'it binds a branch that it may not choose')
  commit(work, message, { holder: holderOf(work, message, cohort), branches, move })
}

/** A standing fact that the effect reserved is bound now, or given free. */
const settleReserved = (work: Work, message: Message, isDone: boolean): void => {
  const { facts } = work.course
  for (const output of message.out) {
    const value = facts[output.fact] ?? 0
    if (value < 0) facts[output.fact] = isDone ? -value : 0
  }
}

const receipt = (work: Work, move: Receipt): void => {
  const message = messageOf(work, move)
  const place = message.set < 0 ? work.course : work.course.cohorts[move.cohort ?? -1]
  legal(place?.effects[message.index] === started, move, 'no receipt of it is outstanding')
  legal(
    move.outcome === 'done' || message.undoes < 0,
    move,
    'a compensation is retried until it is done',
  )
  const holder = holderOf(work, message, move.cohort)
  const isDone = move.outcome === 'done'
  holder.effects[message.index] = isDone ? done : failed
  settleReserved(work, message, isDone)
  if (message.undoes >= 0) holder.effects[message.undoes] = undone
  if (isDone && message.ends !== 0) beginEnding(work.course, message.ends, false)
  if (!isDone && message.readBy.failed.length === 0) beginEnding(work.course, asFailed, false)
}

const refuse = (work: Work, move: Refuse): void => {
  const message = messageOf(work, move)
  const place = message.set < 0 ? work.course : work.course.cohorts[move.cohort ?? -1]
  legal(isRunning(work.course), move, 'the enactment is ending')
  legal(place?.sent[message.index] === 0, move, 'it was sent or refused before')
  legal(message.undoes < 0, move, 'no gate holds a compensation back')
  const holder = holderOf(work, message, move.cohort)
  holder.sent[message.index] = 1
  holder.effects[message.index] = refused
  if (work.course.first === message.index) work.course.first = -1
  if (message.readBy.refused.length === 0) beginEnding(work.course, asFailed, false)
}

const time = (work: Work, move: Time): void => {
  const { course } = work
  legal((course.facts[move.instant] ?? 0) > 0, move, 'the instant is not known')
  legal(course.passed[move.instant] === 0, move, 'it has passed already')
  course.passed[move.instant] = 1
}

const end = (work: Work, move: End): void => {
  const { course } = work
  legal(course.ending === 0, move, 'an ending has begun')
  if (course.delegated) beginEnding(course, endingNumber(move.as), false)
  else {
    legal(move.as !== 'completed', move, 'nobody completes an enactment from outside')
    legal(canCancel(work.machine, course), move, 'an irreversible effect has started')
    beginEnding(course, endingNumber(move.as), true)
  }
}

const undo = (work: Work, move: Undo): void => {
  const message = messageOf(work, move)
  const place = message.set < 0 ? work.course : work.course.cohorts[move.cohort ?? -1]
  if (move.stage === 'done') {
    legal(place?.effects[message.index] === undoing, move, 'it is not being undone')
    holderOf(work, message, move.cohort).effects[message.index] = undone
    return
  }
  const free = undoable(work.machine, work.course).some(
    (placed) => placed.message === message && placed.cohort === move.cohort,
  )
  legal(free, move, 'it is not to be undone now')
  holderOf(work, message, move.cohort).effects[message.index] = undoing
}

const part = (work: Work, move: Part): void => {
  const cohort = work.course.cohorts[move.cohort]
  const set = cohort === undefined ? undefined : work.machine.sets[cohort.set]
  legal(cohort !== undefined && set?.parts === true, move, 'there is no such part')
  if (cohort === undefined || set === undefined) return
  legal(cohort.facts[set.fact] === 0, move, 'the part has ended')
  oneOfCohort(work.course, cohort).facts[set.fact] = 1 + endingNumber(move.as)
}

/** What is known already stays as it is: a late or repeated arrival binds nothing. Each ledger ends its own enactment. */
const receive = (work: Work, move: Receive): void => {
  const { facts } = work.course
  for (const { fact, value } of move.facts) if (facts[fact] === 0) facts[fact] = value
  const message = messageOf(work, move)
  if (message.ends !== 0 && message.effect === 'none') beginEnding(work.course, message.ends, false)
}

const work = (on: Work, move: Move): void => {
  switch (move.kind) {
    case 'send':
      return send(on, move)
    case 'receipt':
      return receipt(on, move)
    case 'refuse':
      return refuse(on, move)
    case 'time':
      return time(on, move)
    case 'end':
      return end(on, move)
    case 'undo':
      return undo(on, move)
    case 'part':
      return part(on, move)
    case 'receive':
      return receive(on, move)
    default:
      return unreachable(move)
  }
}

/**
 * Makes the move, in place; throws IllegalMoveError, with nothing changed, where it is none. What
 * follows of itself is part of the step: a deadline that takes hold, and `ended` once all is undone.
 */
export const step = (machine: Machine, course: Course, move: Move): void => {
  if (course.ended !== 0) throw new IllegalMoveError(move, 'the enactment has ended')
  work({ machine, course }, move)
  if (machine.deadlines.length > 0 && isRunning(course)) {
    workDeadlines(machine, course, (message) => {
      const branches = message.out.map((output) => output.values[0] ?? 1)
      commit({ machine, course }, message, { holder: course, branches })
    })
  }
  if (course.ending !== 0) settleEnding(machine, course)
}

/** A move that the rules do not allow in this state: whoever made it did not ask for the menu. */
export class IllegalMoveError extends FirmError {
  override readonly name = 'IllegalMoveError'

  constructor(move: Move, why: string) {
    super('illegal-move', `the move ${JSON.stringify(move)} is not allowed: ${why}`, {
      hint: 'Ask `menu` or `moves` for what is allowed in this state.',
    })
  }
}
