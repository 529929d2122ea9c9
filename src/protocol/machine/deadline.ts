/** Deadlines: what follows once an instant has passed and a fact is still unbound. */
import type { Course } from './course.ts'
import { beginEnding, canCancel } from './ending.ts'
import type { Deadline, Machine, Message } from './machine.ts'
import { isEnabled } from './menu.ts'

const isOpenInSet = (machine: Machine, course: Course, fact: number): boolean => {
  const declared = machine.facts[fact]
  const set = declared === undefined ? -1 : Math.max(declared.set, declared.parts)
  if (set < 0) return false
  if (course.sets[set] === 0) return true
  // What was read by `all` or `quorum` is closed: nobody can bind it any more.
  if (set === declared?.set && course.facts[fact] !== 0) return false
  return course.cohorts.some((cohort) => cohort.set === set && cohort.facts[fact] === 0)
}

/** Whether the fact is still to be bound; in a set, whether some member's is. */
const isOpen = (machine: Machine, course: Course, fact: number): boolean => {
  const declared = machine.facts[fact]
  if (declared !== undefined && Math.max(declared.set, declared.parts) >= 0)
    return isOpenInSet(machine, course, fact)
  return course.facts[fact] === 0
}

const takesHold = (machine: Machine, course: Course, deadline: Deadline): boolean => {
  if (!isOpen(machine, course, deadline.fact) || course.ending !== 0) return false
  const message: Message | undefined = machine.messages[deadline.message]
  if (message === undefined) return canCancel(machine, course)
  return isEnabled(machine, course, { message })
}

/** The deadlines that take hold now; one that meets a started irreversible effect waits for it. */
export const dueDeadlines = (machine: Machine, course: Course): Deadline[] =>
  machine.deadlines.filter(
    (deadline) => course.passed[deadline.instant] === 1 && takesHold(machine, course, deadline),
  )

/** The deadlines that would take hold if this instant passed now: what a clock has to announce. */
export const deadlinesOf = (machine: Machine, course: Course, instant: number): Deadline[] =>
  machine.deadlines.filter(
    (deadline) => deadline.instant === instant && takesHold(machine, course, deadline),
  )

/** Works the deadlines that are due; `send` sends the clock's message. */
export const workDeadlines = (
  machine: Machine,
  course: Course,
  send: (message: Message) => void,
): void => {
  for (const deadline of machine.deadlines) {
    if (course.passed[deadline.instant] !== 1 || !takesHold(machine, course, deadline)) continue
    const message = machine.messages[deadline.message]
    if (message === undefined) beginEnding(course, deadline.ends, true)
    else send(message)
  }
}
