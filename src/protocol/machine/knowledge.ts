/** What is known in a course: whether a compiled condition holds for a sender. */
import { type Cohort, type Course, effectState } from './course.ts'
import type { Test } from './machine.ts'

const { started, done, failed, refused, undoing, undone } = effectState

/** Whether a value, or an effect's state, is what the condition wants for `in`. */
const meets = (test: Test, state: number): boolean =>
  test.effect || test.value !== 0 ? state === test.value : state > 0

/**
 * Whether it counts as bound for `not`: what a started effect will bind does so already, and a
 * `done` that was undone was bound all the same.
 */
const isTaken = (test: Test, state: number): boolean => {
  if (!test.effect) return test.value === 0 ? state !== 0 : Math.abs(state) === test.value
  if (test.value === done) {
    return state === started || state === done || state === undoing || state === undone
  }
  return state === test.value || (test.value === failed && state === started)
}

const stateIn = (test: Test, holder: Course | Cohort): number =>
  (test.effect ? holder.effects[test.index] : holder.facts[test.index]) ?? 0

type Judge = (test: Test, state: number) => boolean

/** How many members of the set satisfy the condition, and how many there are. */
const countSet = (test: Test, course: Course, judge: Judge): { met: number; members: number } => {
  let met = 0
  let members = 0
  for (const cohort of course.cohorts) {
    if (cohort.set !== test.set) continue
    members += cohort.count
    if (judge(test, stateIn(test, cohort))) met += cohort.count
  }
  return { met, members }
}

const judgeSet = (test: Test, course: Course, judge: Judge): boolean => {
  if (course.sets[test.set] === 0) return false
  const { met, members } = countSet(test, course, judge)
  return test.where === 'all' ? met === members : met >= test.count
}

const judgeTest = (
  test: Test,
  course: Course,
  options: { cohort: Cohort | undefined; judge: Judge },
): boolean => {
  if (test.where === 'course') return options.judge(test, stateIn(test, course))
  if (test.where !== 'own') return judgeSet(test, course, options.judge)
  return options.cohort !== undefined && options.judge(test, stateIn(test, options.cohort))
}

/** Whether what an `in` wants is known. `cohort` is the sender's, where a set sends. */
export const isKnown = (test: Test, course: Course, cohort?: Cohort): boolean =>
  test.where === 'course'
    ? meets(test, stateIn(test, course))
    : judgeTest(test, course, { cohort, judge: meets })

/** Whether what a `not` forbids is known, or is about to be bound by a started effect. */
export const isForeclosed = (test: Test, course: Course, cohort?: Cohort): boolean =>
  test.where === 'course'
    ? isTaken(test, stateIn(test, course))
    : judgeTest(test, course, { cohort, judge: isTaken })

/** Whether an effect is under way: its receipt, or that of its undoing, is still to come. */
export const isInFlight = (state: number | undefined): boolean =>
  state === started || state === undoing

/** Whether an effect stands: it is under way or done, and was not undone. */
export const isStanding = (state: number | undefined): boolean =>
  state === started || state === done || state === undoing

/** Whether a receipt's name is the state that an effect must have. */
export const receiptState: {
  readonly done: number
  readonly failed: number
  readonly refused: number
} = { done, failed, refused }
