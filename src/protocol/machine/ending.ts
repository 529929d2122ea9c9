/** How an enactment ends: nothing in flight first, then what was done is undone, then `ended`. */
import { type Cohort, type Course, effectState } from './course.ts'
import { isInFlight, isStanding } from './knowledge.ts'
import type { Machine, Message } from './machine.ts'

const completed = 1

/** An effect as it stands in one place: the course, or the cohort at this index. */
export interface PlacedEffect {
  readonly message: Message
  readonly cohort?: number
}

/** The effects whose state satisfies, in the order of messages, then cohorts. */
export const effectsWhere = (
  machine: Machine,
  course: Course,
  satisfies: (state: number, message: Message) => boolean,
): PlacedEffect[] => {
  const found: PlacedEffect[] = []
  for (const message of machine.effects) {
    if (message.set < 0) {
      if (satisfies(course.effects[message.index] ?? 0, message)) found.push({ message })
      continue
    }
    for (const [index, cohort] of course.cohorts.entries()) {
      if (cohort.set !== message.set) continue
      if (satisfies(cohort.effects[message.index] ?? 0, message))
        found.push({ message, cohort: index })
    }
  }
  return found
}

/** The state of one message's effect, in the course or in one cohort. */
const stateOf = (message: Message, course: Course, cohort: Cohort | undefined): number =>
  (message.set < 0 ? course.effects[message.index] : cohort?.effects[message.index]) ?? 0

const someEffect = (
  machine: Machine,
  course: Course,
  satisfies: (state: number, message: Message) => boolean,
): boolean => {
  for (const message of machine.effects) {
    if (message.set < 0) {
      if (satisfies(course.effects[message.index] ?? 0, message)) return true
      continue
    }
    for (const cohort of course.cohorts) {
      if (cohort.set !== message.set) continue
      if (satisfies(cohort.effects[message.index] ?? 0, message)) return true
    }
  }
  return false
}

/** Whether some effect's receipt is still to come. */
export const hasEffectInFlight = (machine: Machine, course: Course): boolean =>
  machine.effects.length > 0 && someEffect(machine, course, isInFlight)

/** Whether a part of an `each` is still open. */
export const hasOpenPart = (machine: Machine, course: Course): boolean =>
  course.cohorts.some((cohort) => {
    const set = machine.sets[cohort.set]
    return set !== undefined && set.parts && cohort.facts[set.fact] === 0
  })

/** Whether anything of the enactment is still under way: an effect, an undoing, an open part. */
export const hasAnythingInFlight = (machine: Machine, course: Course): boolean =>
  hasEffectInFlight(machine, course) || hasOpenPart(machine, course)

/** Whether it can still be cancelled: no irreversible effect has started, unless it failed. */
export const canCancel = (machine: Machine, course: Course): boolean =>
  !someEffect(
    machine,
    course,
    (state, message) => message.effect === 'irreversible' && isStanding(state),
  )

/** Whether something that rests on the effect still stands. An irreversible one never falls. */
export const hasStandingDependant = (
  machine: Machine,
  course: Course,
  options: { placed: PlacedEffect; sparing?: 'irreversible' },
): boolean => {
  const own =
    options.placed.cohort === undefined ? undefined : course.cohorts[options.placed.cohort]
  return options.placed.message.dependants.some((index) => {
    const dependant = machine.messages[index]
    if (dependant === undefined || dependant.effect === options.sparing) return false
    if (dependant.set < 0 || dependant.set === own?.set)
      return isStanding(stateOf(dependant, course, own))
    return course.cohorts.some(
      (cohort) => cohort.set === dependant.set && isStanding(stateOf(dependant, course, cohort)),
    )
  })
}

const mustBeUndone = (state: number, message: Message): boolean =>
  state === effectState.done && message.effect === 'revocable' && message.undoes < 0

/**
 * The done effects that an ending other than completed may start to undo now: those on which
 * nothing rests that still stands. An irreversible effect stays and holds nothing back.
 */
export const undoable = (machine: Machine, course: Course): PlacedEffect[] => {
  if (course.ending <= completed || course.ended !== 0 || course.effects.length === 0) return []
  if (someEffect(machine, course, (state) => state === effectState.started)) return []
  return effectsWhere(machine, course, mustBeUndone).filter(
    (placed) => !hasStandingDependant(machine, course, { placed, sparing: 'irreversible' }),
  )
}

/** Begins an ending; one that was asked for gives way to a done that completes. */
export const beginEnding = (course: Course, ending: number, asked: boolean): void => {
  if (course.ending !== 0 && !(course.asked && ending === completed)) return
  course.ending = ending
  course.asked = asked
}

/** Binds `ended` once an ending has begun, nothing is in flight and nothing is left to undo. */
export const settleEnding = (machine: Machine, course: Course): void => {
  if (course.ending === 0 || course.ended !== 0 || hasAnythingInFlight(machine, course)) return
  if (course.ending !== completed && someEffect(machine, course, mustBeUndone)) return
  course.ended = course.ending
}
