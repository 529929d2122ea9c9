/** What the checker foresaw: every state that an enactment can be in, and every situation that it shows. */
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import {
  copyCourse,
  type Course,
  effectState,
  encodeMerged,
  endingNamed,
} from '../machine/course.ts'
import { effectsWhere } from '../machine/ending.ts'
import type { Machine } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import { explore, type Graph } from './graph.ts'
import { actingCourse, type Chain, homeSystem } from './home.ts'
import { forget } from './oblivion.ts'
import { countCaps, mergeCohorts } from './symmetry.ts'
import type { Move } from '../machine/move.ts'

/** All states of a protocol with the sizes of its sets fixed. */
export interface Foresight {
  /** Whether the limit on states sufficed: otherwise `has` and `situations` know only a part. */
  readonly whole: boolean
  /** Whether a course, its members named or counted, is in a state that was foreseen. */
  readonly has: (course: Course) => boolean
  /**
   * Every situation in words: how it ended, or the messages on the menu and the effects with what
   * became of them (`merge:started`), sorted, with spaces between.
   */
  readonly situations: ReadonlySet<string>
}

const fates = Object.entries(effectState)

/** The effects that were begun, each with what became of it; alike ones of several members once. */
const effectsOf = (machine: Machine, course: Course): string[] => {
  const told: string[] = []
  effectsWhere(machine, course, (state, { name }) => {
    const fate = fates.find(([, number]) => number === state)?.[0]
    if (fate !== undefined && state !== effectState.none) told.push(`${name}:${fate}`)
    return false
  })
  return told
}

const situationOf = (machine: Machine, course: Course): string => {
  const ended = endingNamed(course.ended)
  if (ended !== undefined) return ended
  const menu = enabled(machine, course).map(({ message }) => message.name)
  return [...new Set([...menu, ...effectsOf(machine, course)])].sort().join(' ')
}

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
    situations: new Set(graph.states.map((chain) => situationOf(machine, actingCourse(chain)))),
  }
}
