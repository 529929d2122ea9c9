/** Succession: an enactment that would bind a standing key is over once another has bound it (rule 2). */
import { canCancel, isRunning } from '../protocol/machine/index.ts'
import type { Enactment } from './enactment.ts'
import type { EndingBegun, FirmEvent } from './event.ts'
import { fillPaths } from './standing.ts'
import type { FirmState } from './state.ts'

/** The endings that follow from the standing facts that an event bound. */
export const endSuperseded = (state: FirmState, event: FirmEvent): readonly EndingBegun[] => {
  if (event.type !== 'message-sent' && event.type !== 'effect-settled') return []
  const paths = new Set((event.standing ?? []).map(({ path }) => path))
  if (paths.size === 0) return []
  const { at, enactment: binder } = event
  return [...state.open.values()].flatMap((one) => {
    const path = openPath(one, paths)
    if (path === undefined || isKin(state, one.id, binder)) return []
    const by = state.standing.get(path)?.by ?? state.host
    const because = `${path} was bound in ${binder}`
    const ending = { type: 'ending-begun', at, host: state.host, enactment: one.id } as const
    return [{ ...ending, as: 'superseded', by, because }]
  })
}

/** The first of the paths that the enactment has still to bind; undefined where it binds none or cannot be ended. */
const openPath = (enactment: Enactment, paths: ReadonlySet<string>): string | undefined => {
  const { course, machine, facts } = enactment
  if (!isRunning(course) || !canCancel(machine, course)) return undefined
  for (const { index, name, stands } of machine.facts) {
    const template = machine.form.facts[name]?.stands
    // What a started effect will bind is as good as bound: its receipt decides.
    if (!stands || template === undefined || course.facts[index] !== 0) continue
    const filled = fillPaths(template, (fact) => facts.get(fact)?.value) ?? []
    const found = filled.find((path) => paths.has(path))
    if (found !== undefined) return found
  }
  return undefined
}

// A part or a round binds for the enactment that it belongs to.
const isKin = (state: FirmState, one: string, other: string): boolean =>
  one === other || isBelow(state, one, other) || isBelow(state, other, one)

const isBelow = (state: FirmState, child: string, ancestor: string): boolean => {
  const parent = state.open.get(child)?.parent
  return parent !== undefined && (parent === ancestor || isBelow(state, parent, ancestor))
}
