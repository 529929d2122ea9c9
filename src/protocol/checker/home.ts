/** A protocol at home as a transition system: one course, and those of its rounds. */
import { present } from '../../base/index.ts'
import { begin, beginChild } from '../machine/begin.ts'
import { copyCourse, type Course, encodeMerged, endingNamed, isRunning } from '../machine/course.ts'
import { isForeclosed, isKnown } from '../machine/knowledge.ts'
import type { Machine, Message, Never } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import type { Move, Refuse } from '../machine/move.ts'
import { moves } from '../machine/moves.ts'
import { step } from '../machine/step.ts'
import type { System, Transition } from './graph.ts'
import { forget, isForgettable } from './oblivion.ts'
import { countCaps, mergeCohorts } from './symmetry.ts'

/** The chain of rounds: the root first, the one that acts last. */
export interface Chain {
  readonly courses: readonly Course[]
  /** Equal codes have equal futures. */
  readonly code: string
  /** The `never` lines that held right after the last step, before anything was forgotten. */
  readonly forbidden: readonly Never[]
}

/** The sizes of all sets of a machine, by the set's index. */
export type Sizes = readonly number[]

const lastOf = (courses: readonly Course[]): Course =>
  present(courses[courses.length - 1], 'a chain has a root')

/** The course that acts: the last child. */
export const actingCourse = (chain: Chain): Course => lastOf(chain.courses)

/** Whether the root has ended, and so the whole chain. */
export const hasEnded = (chain: Chain): boolean => actingCourse(chain).ended !== 0

interface Room {
  readonly machine: Machine
  readonly sizes: Sizes
  readonly caps: readonly number[]
  /** Messages without effect whose refusal somebody reads. */
  readonly heeded: ReadonlySet<Message>
  /** Whether one whose refusal nobody reads can be refused before the first message. */
  readonly isEndedAtOnce: boolean
}

const membersOf = ({
  machine,
  sizes,
}: Pick<Room, 'machine' | 'sizes'>): { [set: string]: number } =>
  Object.fromEntries(machine.sets.map((set) => [set.name, sizes[set.index] ?? 1]))

/** Opens the child of a round that was just sent, and ends parents as their last child has ended. */
const settleRounds = (room: Room, settled: Course[], move: Move): void => {
  const top = lastOf(settled)
  if (top.delegated && move.kind === 'send') {
    const members = membersOf(room)
    settled.push(beginChild(room.machine, top, { message: move.message, members }))
  }
  for (;;) {
    const as = endingNamed(lastOf(settled).ended)
    if (as === undefined || settled.length === 1) return
    settled.pop()
    step(room.machine, lastOf(settled), { kind: 'end', as })
  }
}

const isForbidden = (never: Never, course: Course): boolean =>
  never.in.every((test) => isKnown(test, course)) &&
  never.not.every((test) => !isForeclosed(test, course))

const chainOf = (room: Room, courses: readonly Course[], forbidden: readonly Never[]): Chain => {
  let code = forbidden.map(({ name }) => `!${name}\n`).join('')
  for (const course of courses) {
    forget(room.machine, course)
    code += `${encodeMerged(course, mergeCohorts(room.machine, course, room.caps))}\n`
  }
  return { courses, code, forbidden }
}

const withSizes = ({ machine, sizes }: Room, move: Move): Move => {
  if (move.kind !== 'send') return move
  const opens = machine.messages[move.message]?.opens ?? []
  return opens.length === 0 ? move : { ...move, sizes: opens.map((set) => sizes[set] ?? 1) }
}

/** Parts end well or badly; how badly matters only where somebody reads it. */
const isTelling = ({ machine }: Room, course: Course, move: Move): boolean => {
  if (move.kind !== 'part' || move.as === 'completed' || move.as === 'failed') return true
  if (!isRunning(course)) return false
  const name = machine.sets[course.cohorts[move.cohort]?.set ?? -1]?.name
  const conditions = [...Object.values(machine.form.messages), ...machine.form.never].flatMap(
    (message) => [...message.in, ...message.not],
  )
  return conditions.some(({ fact, branch }) => fact === name && branch === move.as)
}

/**
 * Where nothing can be under way or done, a cancel leaves nothing behind and comes to the same end
 * from everywhere: it is tried before the first message alone.
 */
const isCancelTelling = ({ machine }: Room, course: Course): boolean =>
  machine.effects.length > 0 ||
  machine.sets.some(({ parts }) => parts) ||
  course.sent.every((sent) => sent === 0)

const isPlain = ({ effect, undoes }: Message): boolean => effect === 'none' && undoes < 0

/**
 * Messages without effect are refused at gates too. Where nobody reads that it ends the enactment as failed, which is
 * told as a cancel is: before the first message alone where nothing can be under way.
 */
const plainRefusals = (room: Room, course: Course): Refuse[] => {
  if (!isRunning(course)) return []
  const isEndTelling = isCancelTelling(room, course) || !room.isEndedAtOnce
  if (!isEndTelling && room.heeded.size === 0) return []
  return enabled(room.machine, course)
    .filter(({ message }) => isPlain(message) && (isEndTelling || room.heeded.has(message)))
    .map(({ message: { index }, cohort }) => ({
      kind: 'refuse',
      message: index,
      ...(cohort === undefined ? {} : { cohort }),
    }))
}

const kindOf = (move: Move, before: Course, after: Course): Transition<Chain, Move>['kind'] => {
  if (move.kind === 'end' || move.kind === 'refuse') return 'outside'
  return move.kind === 'time' && before.ending === 0 && after.asked ? 'rescue' : 'own'
}

const senderOf = ({ machine }: Room, roles: ReadonlyMap<string, number>, move: Move): number => {
  if (move.kind !== 'send') return -1
  return roles.get(machine.messages[move.message]?.from ?? '') ?? -1
}

const roomOf = (machine: Machine, sizes: Sizes): Room => {
  const plain = machine.messages.filter(isPlain)
  const heeded = new Set(plain.filter(({ readBy }) => readBy.refused.length > 0))
  const room = { machine, sizes, caps: countCaps(machine), heeded }
  const first = enabled(machine, begin(machine, { members: membersOf(room) }))
  const isEndedAtOnce = first.some(({ message }) => isPlain(message) && !heeded.has(message))
  return { ...room, isEndedAtOnce }
}

/** The system of a machine with the sizes of its sets fixed. */
export const homeSystem = (machine: Machine, sizes: Sizes): System<Chain, Move> => {
  const room = roomOf(machine, sizes)
  const roles = new Map(machine.form.roles.map(({ name }, index) => [name, index]))
  const next = (chain: Chain): Transition<Chain, Move>[] => {
    const before = actingCourse(chain)
    const told = moves(machine, before).filter((move) =>
      move.kind === 'end' ? isCancelTelling(room, before) : isTelling(room, before, move),
    )
    return [...told, ...plainRefusals(room, before)].map((bare) => {
      const move = withSizes(room, bare)
      const after = copyCourse(before)
      step(machine, after, move)
      const kind = kindOf(move, before, after)
      // What was forgotten before cannot be asked about, and nothing new comes true there.
      const lines = isForgettable(machine, before) ? [] : machine.never
      const forbidden = lines.filter((never) => isForbidden(never, after))
      const courses = [...chain.courses.slice(0, -1).map(copyCourse), after]
      settleRounds(room, courses, move)
      return {
        action: move,
        state: chainOf(room, courses, forbidden),
        by: senderOf(room, roles, move),
        kind,
      }
    })
  }
  return {
    initial: chainOf(room, [begin(machine, { members: membersOf(room) })], []),
    encode: (chain) => chain.code,
    next,
  }
}
