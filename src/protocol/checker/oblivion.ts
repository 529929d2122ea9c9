/** Forgetting what can no longer matter, so that states with one future are one. */
import { type Course, effectState, isRunning } from '../machine/course.ts'
import { effectsWhere } from '../machine/ending.ts'
import type { Machine } from '../machine/machine.ts'

/**
 * What can no longer matter is forgotten, so that states with one future are one. Once the menu is
 * closed only effects and open parts matter. A `never` line may still become true by a receipt, so
 * with such lines nothing is forgotten while an effect is under way: afterwards a `done` can only
 * cease to hold. In place.
 */
export const forget = (machine: Machine, course: Course): void => {
  if (isRunning(course)) return
  const started = effectsWhere(machine, course, (state) => state === effectState.started)
  if (machine.never.length > 0 && !course.delegated && started.length > 0) return
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
  course.asked = false
  course.delegated = false
}
