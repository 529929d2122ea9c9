/** The checker apart: each ledger knows what it sent or received, and nothing else. */
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import { type Course, isRunning } from '../machine/course.ts'
import type { Machine, Message } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import { apartSystem, eachItsLedger, type Ledgers, type Parted, type PartedMove } from './apart.ts'
import { apartRun } from './apart-run.ts'
import { canReach, explore, type Graph, runTo } from './graph.ts'
import type { PublishedProtocol } from './published.ts'
import type { CheckOptions, Finding, Verdict } from './verdict.ts'

/** How to check apart. */
export interface ApartOptions extends CheckOptions {
  /** Roles that one ledger holds together; each other role has a ledger of its own. */
  readonly together?: readonly (readonly string[])[]
}

type PartedGraph = Graph<Parted, PartedMove>

interface Clash {
  readonly fact: string
  readonly message: Message
  readonly bound: string
}

const bindsUnaware = (
  message: Message,
  course: Course,
  others: readonly Course[],
): { fact: number; other: number } | undefined => {
  for (const { fact } of message.out) {
    if (course.facts[fact] !== 0) continue
    const other = others.findIndex((each) => each !== course && each.facts[fact] !== 0)
    if (other >= 0) return { fact, other }
  }
  return undefined
}

/**
 * A ledger may bind a fact that another knows already. Since arrivals may be late, this is reached
 * wherever two ledgers have messages on their menus that bind one fact.
 */
const clashIn = (ledgers: Ledgers, state: Parted): Clash | undefined => {
  for (const [index, course] of state.courses.entries()) {
    if (!isRunning(course)) continue
    for (const role of ledgers.groups[index] ?? []) {
      for (const { message } of enabled(ledgers.machine, course, { role })) {
        const found = bindsUnaware(message, course, state.courses)
        if (found === undefined) continue
        const fact = ledgers.machine.facts[found.fact]?.name ?? ''
        return { fact, message, bound: (ledgers.groups[found.other] ?? []).join(', ') }
      }
    }
  }
  return undefined
}

const unsafeFinding = (ledgers: Ledgers, graph: PartedGraph): Finding[] => {
  for (const [index, state] of graph.states.entries()) {
    const clash = clashIn(ledgers, state)
    if (clash === undefined) continue
    const { fact, message, bound } = clash
    return [
      {
        rule: 'unsafe',
        sentence: `After this run '${message.from}' may send '${message.name}' and bind '${fact}', which '${bound}' knows already.`,
        mend: `Let one role decide '${fact}', or let '${message.name}' wait for a message that tells '${message.from}' the decision is its own.`,
        run: apartRun(ledgers, runTo(graph, index)),
      },
    ]
  }
  return []
}

const deadFinding = (
  ledgers: Ledgers,
  graph: PartedGraph,
  isGoal: (state: Parted) => boolean,
): Finding[] => {
  const reaches = canReach(graph, isGoal, (edge) => edge.kind === 'own')
  const state = reaches.indexOf(0)
  if (state < 0) return []
  return [
    {
      rule: 'dead',
      sentence: 'After this run the enactment can no longer be completed.',
      mend: 'Let the role that is waited for receive what its message reads, or add a message for this case.',
      run: apartRun(ledgers, runTo(graph, state)),
    },
  ]
}

const firstRefused = (machine: Machine): Finding[] =>
  machine.facts
    .filter((fact) => fact.first)
    .map(({ name }) => ({
      rule: 'unsafe',
      sentence: `'${name}' is declared \`first\`, and between ledgers no book orders who was first.`,
      mend: `Let one role decide '${name}'.`,
      run: [],
    }))

interface Question {
  readonly ledgers: Ledgers
  readonly isGoal: (state: Parted) => boolean
  readonly statesMax: number
}

const answer = ({ ledgers, isGoal, statesMax }: Question): Verdict => {
  const graph = explore(apartSystem(ledgers), statesMax)
  const unsafe = [...firstRefused(ledgers.machine), ...unsafeFinding(ledgers, graph)]
  const dead = graph.whole ? deadFinding(ledgers, graph, isGoal) : []
  return {
    name: ledgers.machine.form.name,
    safe: unsafe.length > 0 ? false : graph.whole ? true : null,
    live: graph.whole ? dead.length === 0 : null,
    states: graph.states.length,
    why: [...unsafe, ...dead],
    advice: [],
    holdsFrom: {},
  }
}

const defaultStatesMax = 200_000

/** Each ledger ends its own enactment: it is done when one has, or went into a round, and nothing is on its way. */
const hasEndedSomewhere = ({ courses, flights }: Parted): boolean =>
  flights.length === 0 && courses.some((course) => course.ended !== 0 || course.delegated)

/** Judges a protocol of ours with its roles spread over ledgers. Throws MalformedProtocolError. */
export const checkApart = (form: ProtocolForm, options: ApartOptions = {}): Verdict => {
  const machine = compile(form)
  const together = options.together ?? []
  const alone = form.roles
    .map(({ name }) => name)
    .filter((name) => !together.some((group) => group.includes(name)))
  const ledgers = {
    ...eachItsLedger(machine),
    groups: [...together, ...alone.map((name) => [name])],
  }
  return answer({
    ledgers,
    isGoal: hasEndedSomewhere,
    statesMax: options.statesMax ?? defaultStatesMax,
  })
}

/** Judges a protocol of the published format: live means that every parameter of the head becomes known. */
export const checkPublished = (
  published: PublishedProtocol,
  options: CheckOptions = {},
): Verdict => {
  const machine = compile(published.form)
  const wanted = published.complete.map((name) => machine.factNamed.get(name) ?? -1)
  return answer({
    ledgers: { ...eachItsLedger(machine), given: published.given },
    isGoal: ({ courses }) =>
      wanted.every((fact) => courses.some((course) => course.facts[fact] !== 0)),
    statesMax: options.statesMax ?? defaultStatesMax,
  })
}
