/**
 * Symmetry: members of a set in one state are one cohort with a count.
 *
 * Members who can do nothing more are counted only up to the largest quorum that anybody reads. That
 * is exact: a quorum that one cohort fills alone is filled at the cap, one that it does not fill sees
 * its true count, and `all` asks only whether a cohort is empty.
 */
import { type Cohort, type Course, effectState, mergeLike } from '../machine/course.ts'
import type { Machine, Message, Test } from '../machine/machine.ts'

const testsOf = (machine: Machine): Test[] => [
  ...machine.messages.flatMap((message) => [...message.in, ...message.not]),
  ...machine.never.flatMap((never) => [...never.in, ...never.not]),
]

/** By set: the largest quorum that is read of it, at least 1. */
export const countCaps = (machine: Machine): number[] => {
  const tests = testsOf(machine)
  return machine.sets.map(({ index }) =>
    Math.max(1, ...tests.filter((test) => test.set === index).map((test) => test.count)),
  )
}

/**
 * By set: the size up to which it is checked, one more than the sum of its quorums, where `all`
 * counts as one. Verdicts were not seen to change beyond; that is a finding, not a proof.
 */
export const sizeLimits = (machine: Machine): number[] => {
  const tests = testsOf(machine)
  return machine.sets.map(({ index }) => {
    const read = tests.filter((test) => test.set === index && test.where !== 'own')
    const distinct = new Map(
      read.map((test) => [`${test.index} ${test.value} ${test.count}`, Math.max(1, test.count)]),
    )
    return Math.max(2, 1 + [...distinct.values()].reduce((sum, count) => sum + count, 0))
  })
}

const { none, failed, refused, undone } = effectState

const isSettled = (state: number): boolean =>
  state === none || state === failed || state === refused || state === undone

const isSpent = (message: Message, cohort: Cohort): boolean =>
  cohort.sent[message.index] === 1 ||
  message.out.some((output) => output.own && cohort.facts[output.fact] !== 0)

/** Whether no member in this state can ever act again, whatever happens. */
const isIdle = (machine: Machine, cohort: Cohort): boolean => {
  const set = machine.sets[cohort.set]
  if (set === undefined) return false
  if (set.parts) return cohort.facts[set.fact] !== 0
  const messages = machine.sentBy.get(set.name) ?? []
  return cohort.effects.every(isSettled) && messages.every((message) => isSpent(message, cohort))
}

/**
 * Merges like members, in place, and forgets how many idle ones there are beyond the cap. Answers the
 * text of each cohort, in their order.
 */
export const mergeCohorts = (
  machine: Machine,
  course: Course,
  caps: readonly number[],
): readonly string[] => {
  if (course.cohorts.length === 0) return []
  const merged = mergeLike(course.cohorts)
  course.cohorts = merged.map(([, cohort]) => cohort)
  for (const cohort of course.cohorts) {
    const cap = caps[cohort.set] ?? cohort.count
    if (cohort.count > cap && isIdle(machine, cohort)) cohort.count = cap
  }
  return merged.map(([text]) => text)
}
