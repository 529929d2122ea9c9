/** What the checker foresaw: every state that an enactment can be in, and every situation that it shows. */
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import {
  type Cohort,
  copyCourse,
  type Course,
  effectState,
  encodeMerged,
  endingNamed,
  endingNumber,
} from '../machine/course.ts'
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

/** What became of effects that were begun, and of messages that were refused; alike ones of several members once. */
const effectsOf = (machine: Machine, course: Course): string[] => {
  const told: string[] = []
  for (const { index, name } of machine.messages) {
    for (const { effects } of [course, ...course.cohorts]) {
      const state = effects[index] ?? effectState.none
      const fate = fates.find(([, number]) => number === state)?.[0]
      if (fate !== undefined && state !== effectState.none) told.push(`${name}:${fate}`)
    }
  }
  return told
}

const situationOf = (machine: Machine, course: Course): string => {
  const ended = endingNamed(course.ended)
  if (ended !== undefined) return ended
  const menu = enabled(machine, course).map(({ message }) => message.name)
  return [...new Set([...menu, ...effectsOf(machine, course)])].sort().join(' ')
}

const unnamed = ({ set, count, facts, sent, effects }: Cohort): Cohort => ({
  set,
  count,
  facts,
  sent,
  effects,
})

const codeOf = (machine: Machine, course: Course, caps: readonly number[]): string => {
  const copy = copyCourse(course)
  copy.cohorts = copy.cohorts.map(unnamed)
  // A round that has ended is not explored by itself: its parent ends so in the same step.
  if (copy.ended !== 0) copy.round = 0
  forget(machine, copy)
  return encodeMerged(copy, mergeCohorts(machine, copy, caps))
}

const [failed, cancelled] = [endingNumber('failed'), endingNumber('cancelled')]

/**
 * The course as the checker would have it, where it explores one for several: of endings from outside `cancelled`
 * stands for all, and of the ways in which a part ends badly `failed` does, as far as nobody reads them.
 */
const standIn = ({ sets }: Machine, course: Course): Course => {
  const copy = copyCourse(course)
  for (const { set: index, facts } of copy.cohorts) {
    const set = sets[index]
    if (set?.parts === true && (facts[set.fact] ?? 0) > 1 + failed) facts[set.fact] = 1 + failed
  }
  if (copy.ending > cancelled) copy.ending = cancelled
  if (copy.ended > cancelled) copy.ended = cancelled
  return copy
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
    has: (course) =>
      codes.has(codeOf(machine, course, caps)) ||
      codes.has(codeOf(machine, standIn(machine, course), caps)),
    situations: new Set(graph.states.map((chain) => situationOf(machine, actingCourse(chain)))),
  }
}
