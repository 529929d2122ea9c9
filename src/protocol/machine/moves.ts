/** Every move that a course allows: what the checker explores and what the kernel must be ready for. */
import { type Course, effectState, endings, isRunning } from './course.ts'
import { canCancel, effectsWhere, type PlacedEffect, undoable } from './ending.ts'
import type { Machine } from './machine.ts'
import { enabled, menu } from './menu.ts'
import type { End, Move, Part, Receipt, Refuse, Time, Undo } from './move.ts'

const { started, undoing } = effectState

const at = ({ message, cohort }: PlacedEffect): { message: number; cohort?: number } =>
  cohort === undefined ? { message: message.index } : { message: message.index, cohort }

/** The receipts that may come back; a compensation has no `failed`. */
const receipts = (machine: Machine, course: Course): Receipt[] =>
  effectsWhere(machine, course, (state) => state === started).flatMap((placed) => {
    const done: Receipt = { kind: 'receipt', ...at(placed), outcome: 'done' }
    return placed.message.undoes >= 0 ? [done] : [done, { ...done, outcome: 'failed' }]
  })

/** The messages with effects that a gate may refuse for good; a compensation is never held back. */
const refusals = (machine: Machine, course: Course): Refuse[] =>
  machine.effects.length === 0
    ? []
    : enabled(machine, course)
        .filter(({ message }) => message.effect !== 'none' && message.undoes < 0)
        .map((placed) => ({ kind: 'refuse', ...at(placed) }))

const times = (machine: Machine, course: Course): Time[] =>
  machine.instants
    .filter((fact) => (course.facts[fact] ?? 0) > 0 && course.passed[fact] === 0)
    .map((instant) => ({ kind: 'time', instant }))

/** One stands for all endings that are asked for, since they do the same; a child ends any way. */
const ends = (machine: Machine, course: Course): End[] => {
  if (course.ending !== 0) return []
  if (course.delegated) return endings.map((as) => ({ kind: 'end', as }))
  return canCancel(machine, course) ? [{ kind: 'end', as: 'cancelled' }] : []
}

const undos = (machine: Machine, course: Course): Undo[] => {
  if (machine.effects.length === 0) return []
  // Where a message undoes it, that message's own receipt says that it is undone.
  const isCarried = ({ message, cohort }: PlacedEffect): boolean => {
    const holder = cohort === undefined ? course : course.cohorts[cohort]
    return machine.effects.some(
      (effect) => effect.undoes === message.index && holder?.effects[effect.index] === started,
    )
  }
  const running = effectsWhere(machine, course, (state) => state === undoing)
    .filter((placed) => !isCarried(placed))
    .map((placed): Undo => ({ kind: 'undo', ...at(placed), stage: 'done' }))
  const free = undoable(machine, course).map((placed): Undo => ({
    kind: 'undo',
    ...at(placed),
    stage: 'start',
  }))
  return [...running, ...free]
}

const parts = (machine: Machine, course: Course): Part[] => {
  const found: Part[] = []
  for (const [cohort, { set: index, facts }] of course.cohorts.entries()) {
    const set = machine.sets[index]
    if (set === undefined || !set.parts || facts[set.fact] !== 0) continue
    for (const as of endings) found.push({ kind: 'part', cohort, as })
  }
  return found
}

/**
 * Everything that may happen next at home. A send that names a set still lacks its members, and of
 * the endings from outside `cancelled` stands for all.
 */
export const moves = (machine: Machine, course: Course): Move[] => {
  if (course.ended !== 0) return []
  const answers = [...receipts(machine, course), ...parts(machine, course)]
  const outside = ends(machine, course)
  if (!isRunning(course)) return [...answers, ...undos(machine, course), ...outside]
  return [
    ...menu(machine, course),
    ...answers,
    ...undos(machine, course),
    ...refusals(machine, course),
    ...times(machine, course),
    ...outside,
  ]
}
