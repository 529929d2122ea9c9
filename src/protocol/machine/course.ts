/**
 * The course of one enactment: all that decides what may happen next, and no values.
 *
 * Checker and kernel share it. In the checker members of a set are counted, in the kernel each is
 * named; both are cohorts. Everything is a small integer, so that copying and comparing is cheap.
 */
import type { Ending } from '../form.ts'

/** What became of an effect. While and after it is undone, its `done` no longer enables. */
export const effectState = {
  none: 0,
  started: 1,
  done: 2,
  failed: 3,
  refused: 4,
  undoing: 5,
  undone: 6,
} as const

/** The endings; `Course.ending` and `Course.ended` hold 1 + the index in this list, or 0. */
export const endings: readonly Ending[] = [
  'completed',
  'failed',
  'cancelled',
  'expired',
  'superseded',
]

/** The number of an ending as a course holds it: 1 to 5. */
export const endingNumber = (ending: Ending): number => endings.indexOf(ending) + 1

/** The ending that a course's number stands for, or undefined for 0. */
export const endingNamed = (number: number): Ending | undefined => endings[number - 1]

/** Members of one role set, or parts of one `each`, that are in the same state. */
export interface Cohort {
  /** The index of the set in `Machine.sets`. */
  readonly set: number
  /** The member or part, where it has a name: always in the kernel, never in the checker. */
  readonly who?: string
  /** How many there are: 1 in the kernel. */
  count: number
  /** By fact, as in `Course.facts`. Only the set's own facts are ever bound. */
  facts: number[]
  /** By message: 1 once sent. */
  sent: number[]
  /** By message: an `effectState`. */
  effects: number[]
}

/** The course itself. `step` changes it in place; whoever needs the old one copies it first. */
export interface Course {
  /**
   * By fact: 0 unbound, 1 bound, 2 + i bound by branch i. A negative value is a standing fact that
   * a started effect will bind so: it counts for `not` and does not enable. A fact that each member
   * of a set has of its own is bound in the cohorts; here 1 says that it was read and is closed.
   */
  facts: number[]
  /** By message: 1 once sent, or refused for good. */
  sent: number[]
  /** By message: an `effectState`. */
  effects: number[]
  /** By fact: 1 once the instant that it holds has passed. */
  passed: number[]
  /** By set: 1 once its members are fixed. */
  sets: number[]
  cohorts: Cohort[]
  /** The message that must come first, or -1: a round begins with one message alone on the menu. */
  first: number
  /** Which child in its chain of rounds this is: 0 for the root. */
  round: number
  /** 1 + index of the ending that has begun, or 0. Its menu is empty; receipts may be in flight. */
  ending: number
  /** Whether a cancel, a supersession or a deadline asked for the ending: a done that completes wins over it. */
  asked: boolean
  /** Whether a round was opened: the menu is closed, and it ends as its last child ends. */
  delegated: boolean
  /** 1 + index of the ending once everything is undone, or 0. */
  ended: number
}

/** Whether messages may still be sent: no ending has begun and no child has taken over. */
export const isRunning = (course: Course): boolean => course.ending === 0 && !course.delegated

const copyCohort = ({ set, who, count, facts, sent, effects }: Cohort): Cohort => {
  const copy = {
    set,
    count,
    facts: facts.slice(),
    sent: sent.slice(),
    effects: effects.slice(),
  }
  return who === undefined ? copy : { ...copy, who }
}

/** A copy that shares nothing with the original. */
export const copyCourse = (course: Course): Course => ({
  facts: course.facts.slice(),
  sent: course.sent.slice(),
  effects: course.effects.slice(),
  passed: course.passed.slice(),
  sets: course.sets.slice(),
  cohorts: course.cohorts.map(copyCohort),
  first: course.first,
  round: course.round,
  ending: course.ending,
  asked: course.asked,
  delegated: course.delegated,
  ended: course.ended,
})

/** Splits one member off a cohort, so that it can act alone; a cohort of one is that member already. */
export const oneOfCohort = (course: Course, cohort: Cohort): Cohort => {
  if (cohort.count === 1) return cohort
  cohort.count -= 1
  const one = copyCohort(cohort)
  one.count = 1
  course.cohorts.push(one)
  return one
}

// Reserved facts are negative; the offset keeps every code a positive character.
const offset = 64
const encodeNumbers = (numbers: readonly number[]): string => {
  let text = ''
  for (const number of numbers) text += String.fromCharCode(number + offset)
  return text
}

/** One text for the state of a cohort's members, their number left out. */
export const encodeCohort = (cohort: Cohort): string => {
  const facts = encodeNumbers(cohort.facts) + encodeNumbers(cohort.sent)
  const state = String.fromCharCode(cohort.set + offset) + facts + encodeNumbers(cohort.effects)
  return cohort.who === undefined ? state : state + cohort.who
}

/** Cohorts of one state as one, in the order of their texts. Sums the counts in place. */
export const mergeLike = (cohorts: readonly Cohort[]): [string, Cohort][] => {
  const merged: [string, Cohort][] = []
  for (const cohort of cohorts) {
    const text = encodeCohort(cohort)
    const same = merged.find(([each]) => each === text)
    if (same === undefined) merged.push([text, cohort])
    else same[1].count += cohort.count
  }
  return merged.sort(([a], [b]) => (a < b ? -1 : 1))
}

const encodeScalars = (course: Course): string => {
  const flags = (course.asked ? 1 : 0) + (course.delegated ? 2 : 0)
  return encodeNumbers([course.first, course.round, course.ending, course.ended, flags])
}

const encodeOwn = (course: Course): string =>
  encodeScalars(course) +
  encodeNumbers(course.facts) +
  encodeNumbers(course.sent) +
  encodeNumbers(course.effects) +
  encodeNumbers(course.passed) +
  encodeNumbers(course.sets)

/** The code of a course whose cohorts are merged and sorted already, with their texts. */
export const encodeMerged = (course: Course, texts: readonly string[]): string => {
  let text = encodeOwn(course)
  for (const [index, cohort] of texts.entries()) {
    text += `/${cohort}#${course.cohorts[index]?.count ?? 0}`
  }
  return text
}

/** One text for each state: equal texts have the same future. Members that are alike are counted. */
export const encodeCourse = (course: Course): string => {
  if (course.cohorts.length === 0) return encodeOwn(course)
  const merged = mergeLike(course.cohorts.map((cohort) => ({ ...cohort })))
  const sorted = { ...course, cohorts: merged.map(([, cohort]) => cohort) }
  return encodeMerged(
    sorted,
    merged.map(([text]) => text),
  )
}
