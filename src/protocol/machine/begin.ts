/** How a course begins: as the root of a chain of rounds, or as the child that a round opens. */
import { assert, present } from '../../base/index.ts'
import type { Cohort, Course } from './course.ts'
import type { Machine } from './machine.ts'

/** Who is in a set: names in the kernel, a number in the checker. */
export type Members = readonly string[] | number

/** What a beginning may fix. */
export interface BeginOptions {
  /** Members of sets that no message names first, by the name of the set. */
  readonly members?: { readonly [set: string]: Members }
  /** Which child this is; absent for the root. */
  readonly round?: number
  /** The message that must come first in a child. */
  readonly from?: string
  /** Facts that a child is born with, with their values as in `Course.facts`. */
  readonly kept?: { readonly [fact: string]: number }
}

/** Members of a set in their first state. */
export const openCohorts = (machine: Machine, set: number, members: Members): Cohort[] => {
  const blank = (count: number): Cohort => ({
    set,
    count,
    facts: machine.facts.map(() => 0),
    sent: machine.messages.map(() => 0),
    effects: machine.messages.map(() => 0),
  })
  if (typeof members === 'number') return [blank(members)]
  return members.map((who) => ({ ...blank(1), who }))
}

const isFixedAtStart = (machine: Machine, course: Course, set: number): boolean => {
  const declared = machine.sets[set]
  if (declared === undefined) return false
  return declared.fromStart || (declared.fact >= 0 && course.facts[declared.fact] !== 0)
}

/** A course in its first state. */
export const begin = (machine: Machine, options: BeginOptions = {}): Course => {
  const zeros = machine.facts.map(() => 0)
  const course: Course = {
    facts: machine.facts.map((fact) => options.kept?.[fact.name] ?? 0),
    sent: machine.messages.map(() => 0),
    effects: machine.messages.map(() => 0),
    passed: zeros,
    sets: machine.sets.map(() => 0),
    cohorts: [],
    first: options.from === undefined ? -1 : (machine.messageNamed.get(options.from) ?? -1),
    round: options.round ?? 0,
    ending: 0,
    asked: false,
    delegated: false,
    ended: 0,
  }
  assert(options.from === undefined || course.first >= 0, 'a round begins with a known message')
  for (const set of machine.sets) {
    const members = options.members?.[set.name]
    if (members === undefined || !isFixedAtStart(machine, course, set.index)) continue
    course.sets[set.index] = 1
    course.cohorts.push(...openCohorts(machine, set.index, members))
  }
  return course
}

/** The child that a sent round message opens: its first message alone is on the menu. */
export const beginChild = (
  machine: Machine,
  parent: Course,
  options: { message: number; members?: { readonly [set: string]: Members } },
): Course => {
  const message = present(machine.messages[options.message], 'the message exists')
  const round = present(message.round, 'the message opens a round')
  const kept: { [fact: string]: number } = {}
  for (const index of round.keep) {
    const fact = machine.facts[index]
    if (fact !== undefined) kept[fact.name] = parent.facts[index] ?? 0
  }
  // The kernel gives the child a key of its own.
  for (const name of machine.form.key) kept[name] = 1
  return begin(machine, {
    kept,
    round: parent.round + 1,
    from: present(machine.messages[round.from], 'the first message exists').name,
    ...(options.members === undefined ? {} : { members: options.members }),
  })
}
