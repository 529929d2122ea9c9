/** The rule of chains: what must be known step after step is at most a hundred steps deep. */
import type { Condition, ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { bindersOf } from './readings.ts'

/** The deepest chain; the compiler's cost grows with its square. */
export const chainStepsMax = 100

/** Refuses the first message whose chain of readings is too deep. */
export const chainMistakes = (form: ProtocolForm): readonly Mistake[] => {
  const deepest = [...chainSteps(form)].find(([, steps]) => steps > chainStepsMax)
  if (deepest === undefined) return []
  const [name, steps] = deepest
  return [
    {
      place: `messages.${name}.in`,
      sentence: `'${name}' stands at the end of a chain of ${steps} messages, and ${chainStepsMax} are the most`,
      mend: 'Split the protocol: let one message open a child with each(…).',
    },
  ]
}

/**
 * By message: the fewest messages that must have been sent before it, itself included. Messages
 * that can never be sent have none.
 */
export const chainSteps = (form: ProtocolForm): ReadonlyMap<string, number> => {
  const binders = new Map(Object.keys(form.facts).map((fact) => [fact, bindersOf(form, fact)]))
  const steps = new Map<string, number>()
  const sources = (condition: Condition): readonly string[] =>
    form.messages[condition.fact] === undefined
      ? (binders.get(condition.fact) ?? [])
      : [condition.fact]
  const waiting = new Set(Object.keys(form.messages))
  for (let depth = 1; waiting.size > 0; depth += 1) {
    const ready = [...waiting].filter((name) =>
      (form.messages[name]?.in ?? []).every((condition) =>
        sources(condition).some((source) => steps.has(source)),
      ),
    )
    if (ready.length === 0) return steps
    for (const name of ready) {
      steps.set(name, depth)
      waiting.delete(name)
    }
  }
  return steps
}
