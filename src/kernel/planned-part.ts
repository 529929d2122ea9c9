/**
 * Parts that are planned and not opened: those that may open now, and those that never will, since what they come after
 * did not complete or the whole is ending. What never opens has ended as cancelled, so that nobody waits for it.
 */
import { present } from '../base/index.ts'
import { endingNumber } from '../protocol/machine/index.ts'
import type { Enactment } from './enactment.ts'
import { enactmentName } from './opening.ts'
import { type Part, partsOf } from './part.ts'
import { move } from './progress.ts'
import type { FirmState } from './state.ts'

/** A planned part, and who planned it. */
export interface PlannedPart extends Part {
  readonly by: string
}

/** The parts of an enactment that are planned and not opened. */
const unopenedParts = (state: FirmState, enactment: Enactment): readonly PlannedPart[] =>
  [...enactment.sent].flatMap(([name, sent]) => {
    const message = present(enactment.machine.messages[sent.message], `the message ${name}`)
    const facts = Object.fromEntries(
      sent.facts.map((fact) => [fact, enactment.facts.get(fact)?.value ?? null]),
    )
    const by = enactment.facts.get(sent.facts[0] ?? '')?.by ?? enactment.openedBy
    return partsOf(enactment.machine, message, facts)
      .filter((part) => !state.used.has(enactmentName(part.child, part.key)))
      .map((part) => ({ ...part, by }))
  })

/** The parts that may open now: all that they come after have completed. */
export const readyParts = (state: FirmState, enactment: Enactment): readonly PlannedPart[] =>
  unopenedParts(state, enactment).filter((part) =>
    part.after.every((key) => endingOf(enactment, { ...part, key }) === completed),
  )

/** Ends the parts that can never open any more, one after the other, since others may come after them. */
export const dropLostParts = (state: FirmState, enactment: Enactment): void => {
  if (!enactment.machine.sets.some((set) => set.parts)) return
  const isLost = (part: PlannedPart): boolean =>
    enactment.course.ending !== 0 ||
    part.after.some((key) => {
      const ended = endingOf(enactment, { ...part, key })
      return ended !== 0 && ended !== completed
    })
  for (;;) {
    const lost = unopenedParts(state, enactment).find(
      (part) => endingOf(enactment, part) === 0 && isLost(part),
    )
    if (lost === undefined) return
    move(enactment, { kind: 'part', cohort: cohortOf(enactment, lost), as: 'cancelled' })
  }
}

type Named = Pick<Part, 'fact' | 'key'>

const cohortOf = ({ course, machine }: Enactment, { fact, key }: Named): number => {
  const set = machine.facts[machine.factNamed.get(fact) ?? -1]?.parts
  return course.cohorts.findIndex((one) => one.set === set && one.who === key)
}

// The branch of a part's ending, numbered as the course numbers branches; 0 while it is open.
const completed = endingNumber('completed') + 1

const endingOf = (enactment: Enactment, part: Named): number => {
  const fact = enactment.machine.factNamed.get(part.fact) ?? -1
  return enactment.course.cohorts[cohortOf(enactment, part)]?.facts[fact] ?? 0
}
