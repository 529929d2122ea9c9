/** The verdict for a protocol at home with the sizes of its sets fixed. */
import { present } from '../../base/index.ts'
import { endingNumber } from '../machine/course.ts'
import type { Machine, Never } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import type { Move } from '../machine/move.ts'
import { type Claim, type Conflict, conflictAmong, conflictIn, unsafeSentence } from './conflict.ts'
import { canReach, explore, type Graph, runTo } from './graph.ts'
import { actingCourse, type Chain, hasEnded, homeSystem, type Sizes } from './home.ts'
import { homeRun } from './run.ts'
import type { Finding } from './verdict.ts'

/** The graph of one size. */
export type HomeGraph = Graph<Chain, Move>

/** What one size showed. */
export interface Judgement {
  readonly graph: HomeGraph
  readonly safe: boolean | null
  readonly live: boolean | null
  readonly findings: readonly Finding[]
}

const runOf = (machine: Machine, graph: HomeGraph, state: number): Finding['run'] =>
  homeRun(machine, runTo(graph, state))

/** What was sent from each state is what its menus held; states that were not gone on from are asked again. */
const conflictAt = (
  machine: Machine,
  { states, edges, whole }: HomeGraph,
): readonly [Conflict, number] | undefined => {
  let edge = 0
  for (const [index, chain] of states.entries()) {
    const claims: Claim[] = []
    for (; edges[edge]?.from === index; edge += 1) {
      const action = edges[edge]?.action
      if (action?.kind !== 'send') continue
      const message = present(machine.messages[action.message], 'a message is sent')
      claims.push({ message, cohort: action.cohort ?? -1 })
    }
    const course = actingCourse(chain)
    const found =
      whole || claims.length > 0
        ? conflictAmong(machine, course, claims)
        : conflictIn(machine, course)
    if (found !== undefined) return [found, index]
  }
  return undefined
}

const conflicts = (machine: Machine, graph: HomeGraph): Finding[] => {
  const [conflict, index] = conflictAt(machine, graph) ?? []
  if (conflict === undefined || index === undefined) return []
  return [{ ...unsafeSentence(conflict), run: runOf(machine, graph, index) }]
}

const forbidden = (machine: Machine, graph: HomeGraph): Finding[] =>
  machine.never.flatMap((never): Finding[] => {
    const state = graph.states.findIndex((chain) => chain.forbidden.includes(never))
    if (state < 0) return []
    return [neverFinding(never, runOf(machine, graph, state))]
  })

/** That a `never` line is reached, and by which run. */
export const neverFinding = ({ name }: Never, run: Finding['run']): Finding => ({
  rule: 'never',
  sentence: `The state '${name}', which must never be, is reached.`,
  mend: 'Let the last message of this run read what the `never` line asks for.',
  run,
})

const deadFinding = (machine: Machine, chain: Chain): Omit<Finding, 'run'> => {
  const menu = enabled(machine, actingCourse(chain)).map(({ message }) => `'${message.name}'`)
  return menu.length === 0
    ? {
        rule: 'dead',
        sentence: 'After this run nobody may send anything, and the enactment has not ended.',
        mend: 'Add a message with `ends` for this case, or let one that exists read less.',
      }
    : {
        rule: 'dead',
        sentence: `After this run no end can be reached any more; only ${[...new Set(menu)].join(', ')} may be sent.`,
        mend: 'Add a message with `ends` that reads what is known here.',
      }
}

const isCompleted = (chain: Chain): boolean =>
  actingCourse(chain).ended === endingNumber('completed')

/** Some run completes: over its own progress alone, the first state reaches a completed one. */
const completion = (graph: HomeGraph): Finding[] => {
  const reaches = canReach(graph, isCompleted, (edge) => edge.kind === 'own')
  if (reaches[0] === 1) return []
  return [
    {
      rule: 'never-completes',
      sentence: 'No run ends as completed.',
      mend: `Give the message that reaches the goal \`ends: 'completed'\`, and see what keeps it off the menu.`,
      run: [],
    },
  ]
}

const deadStates = (machine: Machine, graph: HomeGraph): Finding[] => {
  const reaches = canReach(graph, hasEnded, (edge) => edge.kind === 'own')
  // The first state where nothing is left to happen tells more than the one that made it certain.
  const goesOn = new Set(graph.edges.filter(({ kind }) => kind === 'own').map(({ from }) => from))
  const stuck = graph.states.findIndex((_, index) => reaches[index] === 0 && !goesOn.has(index))
  const state = stuck < 0 ? reaches.indexOf(0) : stuck
  const chain = graph.states[state]
  if (chain === undefined) return []
  return [{ ...deadFinding(machine, chain), run: runOf(machine, graph, state) }]
}

/** Explores one size and judges what it finds. */
export const judge = (machine: Machine, sizes: Sizes, statesMax: number): Judgement => {
  const graph = explore(homeSystem(machine, sizes), statesMax)
  const unsafe = conflicts(machine, graph)
  const nevers = forbidden(machine, graph)
  // What a part of the states shows to be wrong is wrong; that nothing is, only all of them show.
  if (!graph.whole) {
    const safe = unsafe.length > 0 ? false : null
    return { graph, safe, live: null, findings: [...unsafe, ...nevers] }
  }
  const dead = [...deadStates(machine, graph), ...completion(graph)]
  return {
    graph,
    safe: unsafe.length === 0,
    live: dead.length === 0,
    findings: [...unsafe, ...dead, ...nevers],
  }
}
