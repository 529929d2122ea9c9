/** Messages that can never be sent, and what keeps them off every menu. */
import { copyCourse, isRunning } from '../machine/course.ts'
import { isForeclosed, isKnown } from '../machine/knowledge.ts'
import type { Machine, Message } from '../machine/machine.ts'
import { step } from '../machine/step.ts'
import { actingCourse } from './home.ts'
import type { HomeGraph } from './judge.ts'
import type { Finding } from './verdict.ts'

/**
 * Messages that no state of the largest size has on its menu, and that the clock never sends. What is
 * out of reach only because of another is not said again.
 */
export const unreachable = (machine: Machine, graph: HomeGraph): Finding[] => {
  const sent = new Set<number>()
  for (const { action } of graph.edges) if (action.kind === 'send') sent.add(action.message)
  const unsendable = machine.messages.filter(
    ({ index, clock }) => !sent.has(index) && !(clock && isSentByClock(machine, index, graph)),
  )
  const roots = unsendable.filter(
    (message) =>
      !isConsequence(
        machine,
        message,
        unsendable.filter((other) => other !== message),
      ),
  )
  return (roots.length > 0 ? roots : unsendable).map((message) => ({
    rule: 'unreachable',
    sentence: `'${message.name}' can never be sent.`,
    mend: mendOf(machine, message, graph),
    run: [],
  }))
}

/** What always stands in its way once it knows what it reads; where it never does, that. */
const mendOf = (machine: Machine, message: Message, { states }: HomeGraph): string => {
  const ready = states
    .map(actingCourse)
    .filter((course) => isRunning(course) && message.in.every((test) => isKnown(test, course)))
  if (ready.length === 0) {
    return `Look at what '${message.name}' reads: nothing makes all of it known together.`
  }
  const again = message.out.find(({ fact }) => ready.every((course) => course.facts[fact] !== 0))
  if (again !== undefined) {
    const fact = machine.facts[again.fact]?.name ?? ''
    return `Bind another fact than '${fact}', which is bound before '${message.name}' knows what it reads, or begin again by a \`round\`: a fact is bound once.`
  }
  return message.not.some((test) => ready.every((course) => isForeclosed(test, course)))
    ? `Look at the \`not\` of '${message.name}': it is always known before what '${message.name}' reads.`
    : `Look at what '${message.name}' waits for besides its \`in\`: another message always comes first.`
}

/** Whether some step lets the clock send the message. */
const isSentByClock = (machine: Machine, message: number, { states, edges }: HomeGraph): boolean =>
  edges.some(({ from, action }) => {
    const before = states[from]
    if (before === undefined || action.kind === 'send') return false
    const after = copyCourse(actingCourse(before))
    step(machine, after, action)
    return after.sent[message] === 1
  })

/** Whether the message reads something that only unsendable messages would make known. */
const isConsequence = (
  machine: Machine,
  message: Message,
  unsendable: readonly Message[],
): boolean =>
  message.in.some((test) => {
    const makers = test.effect
      ? machine.messages.filter(({ index }) => index === test.index)
      : machine.messages.filter(({ out }) => out.some(({ fact }) => fact === test.index))
    return makers.length > 0 && makers.every((maker) => unsendable.includes(maker))
  })
