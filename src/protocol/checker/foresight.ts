/** What the checker foresaw: every state that an enactment can be in, and every menu that it can show. */
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import { copyCourse, type Course, encodeMerged } from '../machine/course.ts'
import type { Machine } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import { explore, type Graph } from './graph.ts'
import { actingCourse, type Chain, homeSystem } from './home.ts'
import { forget } from './oblivion.ts'
import { countCaps, mergeCohorts } from './symmetry.ts'
import type { Move } from '../machine/move.ts'

/** All states of a protocol with the sizes of its sets fixed. */
export interface Foresight {
  /** Whether the limit on states sufficed: otherwise `has` and `menus` know only a part. */
  readonly whole: boolean
  /** Whether a course, its members named or counted, is in a state that was foreseen. */
  readonly has: (course: Course) => boolean
  /** The menus, each as the names of its messages in order, with spaces between. */
  readonly menus: ReadonlySet<string>
}

const menuOf = (machine: Machine, course: Course): string =>
  [...new Set(enabled(machine, course).map(({ message }) => message.name))].sort().join(' ')

const codeOf = (machine: Machine, course: Course, caps: readonly number[]): string => {
  const copy = copyCourse(course)
  copy.cohorts = copy.cohorts.map(({ set, count, facts, sent, effects }) => ({
    set,
    count,
    facts,
    sent,
    effects,
  }))
  forget(machine, copy)
  return encodeMerged(copy, mergeCohorts(machine, copy, caps))
}

/** Explores a protocol at home. Sets that `sizes` does not name have one member. */
export const foresee = (
  form: ProtocolForm,
  sizes: { readonly [set: string]: number } = {},
  statesMax = 200_000,
): Foresight => {
  const machine = compile(form)
  const bySet = machine.sets.map(({ name }) => sizes[name] ?? 1)
  const graph: Graph<Chain, Move> = explore(homeSystem(machine, bySet), statesMax)
  const caps = countCaps(machine)
  const courses = graph.states.flatMap((chain) => [...chain.courses])
  const codes = new Set(courses.map((course) => codeOf(machine, course, caps)))
  return {
    whole: graph.whole,
    has: (course) => codes.has(codeOf(machine, course, caps)),
    menus: new Set(graph.states.map((chain) => menuOf(machine, actingCourse(chain)))),
  }
}
