/** Forgetting what can no longer matter, so that states with one future are one. */
import { type Course, effectState, isRunning } from '../machine/course.ts'
import { effectsWhere, hasOpenPart } from '../machine/ending.ts'
import type { Machine } from '../machine/machine.ts'

/**
 * Whether facts can no longer matter: the menu is closed for good. A `never` line may still become
 * true by a receipt or by the end of a part, so with such lines nothing is forgotten before; afterwards
 * a `done` can only cease to hold, and no line can come true that was not.
 */
export const isForgettable = (machine: Machine, course: Course): boolean => {
  if (isRunning(course)) return false
  if (machine.never.length === 0 || course.delegated) return true
  if (hasOpenPart(machine, course)) return false
  return effectsWhere(machine, course, (state) => state === effectState.started).length === 0
}

/** Forgets what can no longer matter: all but effects and open parts, once the menu is closed. In place. */
export const forget = (machine: Machine, course: Course): void => {
  if (!isForgettable(machine, course)) return
  course.facts = course.facts.map((value) => (value < 0 ? value : 0))
  course.sent = course.sent.map(() => 0)
  course.passed = course.passed.map(() => 0)
  course.sets = course.sets.map(() => 0)
  course.cohorts = course.cohorts.filter(
    (cohort) =>
      machine.sets[cohort.set]?.parts === true || cohort.effects.some((state) => state > 0),
  )
  if (course.ended === 0) return
  course.effects = course.effects.map(() => effectState.none)
  course.cohorts = []
  course.first = -1
  course.asked = false
  course.delegated = false
}
