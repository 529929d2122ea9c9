/** The checker apart: each ledger knows what it sent or received, and nothing else. */
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import { type Course, effectState, isRunning } from '../machine/course.ts'
import type { Machine, Message } from '../machine/machine.ts'
import { isForeclosed, isKnown } from '../machine/knowledge.ts'
import { enabled } from '../machine/menu.ts'
import {
  apartSystem,
  type Ledgers,
  ledgersOf,
  type Parted,
  type PartedMove,
  rivalsOf,
} from './apart.ts'
import { apartRun } from './apart-run.ts'
import { type Conflict, conflictAmong, unsafeSentence } from './conflict.ts'
import { canReach, explore, type Graph, runTo } from './graph.ts'
import { neverFinding } from './judge.ts'
import { statesMaxOf } from './limit.ts'
import { type OneBookReason, oneBookReasons } from '../rules/one-book.ts'
import { isOneBinding, parameterOf, type PublishedProtocol } from './published.ts'
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

const wasSent = (course: Course | undefined, message: number): boolean =>
  course?.sent[message] === 1 && course.effects[message] !== effectState.refused

/**
 * A ledger may bind a fact that another has bound already. Since arrivals may be late, this is
 * reached wherever two ledgers have messages on their menus that bind one fact.
 */
const clashIn = (ledgers: Ledgers, state: Parted): Clash | undefined => {
  for (const [index, course] of state.courses.entries()) {
    if (!isRunning(course)) continue
    for (const role of ledgers.groups[index] ?? []) {
      for (const { message } of enabled(ledgers.machine, course, { role })) {
        const rival = ledgers.rivals[message.index]?.find((each) =>
          wasSent(state.courses[each.ledger], each.message),
        )
        if (rival === undefined || ledgers.beginsAnother(message, state)) continue
        const bound = (ledgers.groups[rival.ledger] ?? []).join(', ')
        return { fact: parameterOf(rival.fact), message, bound }
      }
    }
  }
  return undefined
}

/** Roles that share a ledger are at home with each other there: its book orders them, and both may not decide. */
const conflictAtHome = (ledgers: Ledgers, { courses }: Parted): Conflict | undefined => {
  for (const [ledger, group] of ledgers.groups.entries()) {
    const course = courses[ledger]
    if (course === undefined || group.length < 2) continue
    const claims = group.flatMap((role) =>
      enabled(ledgers.machine, course, { role }).map(({ message, cohort = -1 }) => ({
        message,
        cohort,
      })),
    )
    const conflict = conflictAmong(ledgers.machine, course, claims)
    if (conflict !== undefined) return conflict
  }
  return undefined
}

const unsafeFinding = (ledgers: Ledgers, graph: PartedGraph): Finding[] => {
  for (const [index, state] of graph.states.entries()) {
    const conflict = conflictAtHome(ledgers, state)
    if (conflict !== undefined) {
      return [{ ...unsafeSentence(conflict), run: apartRun(ledgers, runTo(graph, index)) }]
    }
    const clash = clashIn(ledgers, state)
    if (clash === undefined) continue
    const { fact, message, bound } = clash
    return [
      {
        rule: 'unsafe',
        sentence: `After this run '${message.from}' may send '${message.name}' and bind '${fact}', which '${bound}' has bound already.`,
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

/** What only one book can order: nobody is first between ledgers, and what happens in a round is not explored. */
const orderedByOneBook = (machine: Machine, about: OneBookReason['about']): Finding[] =>
  oneBookReasons(machine.form)
    .filter((reason) => reason.about === about)
    .map(({ sentence, mend }) => ({
      rule: about === 'first' ? 'unsafe' : 'not-judged',
      sentence: `${sentence}.`,
      mend,
      run: [],
    }))

/**
 * The `never` lines that are reached: all of `in` is known to some ledger, and none of `not` to any. What arrives
 * was known to its sender, so an arrival neither makes a line true nor false.
 */
const forbidden = (ledgers: Ledgers, graph: PartedGraph): Finding[] =>
  ledgers.machine.never.flatMap((never): Finding[] => {
    const state = graph.states.findIndex(
      ({ courses }) =>
        never.in.every((test) => courses.some((course) => isKnown(test, course))) &&
        !never.not.some((test) => courses.some((course) => isForeclosed(test, course))),
    )
    if (state < 0) return []
    return [neverFinding(never, apartRun(ledgers, runTo(graph, state)))]
  })

interface Question {
  readonly ledgers: Ledgers
  readonly isGoal: (state: Parted) => boolean
  readonly statesMax: number
}

const answer = ({ ledgers, isGoal, statesMax }: Question): Verdict => {
  const graph = explore(apartSystem(ledgers), statesMax)
  const unsafe = [...orderedByOneBook(ledgers.machine, 'first'), ...unsafeFinding(ledgers, graph)]
  const dead = graph.whole ? deadFinding(ledgers, graph, isGoal) : []
  return {
    name: ledgers.machine.form.name,
    safe: unsafe.length > 0 ? false : graph.whole ? true : null,
    live: graph.whole ? dead.length === 0 : null,
    states: graph.states.length,
    why: [
      ...unsafe,
      ...dead,
      ...forbidden(ledgers, graph),
      ...orderedByOneBook(ledgers.machine, 'round'),
    ],
    advice: [],
    holdsFrom: {},
    smaller: [],
  }
}

/** Each ledger ends its own enactment: it is done when one has, or went into a round, and nothing is on its way. */
const hasEndedSomewhere = ({ courses, flights }: Parted): boolean =>
  flights.length === 0 && courses.some((course) => course.ended !== 0 || course.delegated)

/** Role sets between ledgers are not judged: no verdict is better than a wrong one. */
const notJudged = (machine: Machine, set: string): Verdict => ({
  name: machine.form.name,
  safe: null,
  live: null,
  states: 0,
  why: [
    {
      rule: 'not-judged',
      sentence: `'${set}' is a role set, and role sets between ledgers are not judged.`,
      mend: `Let one ledger hold '${set}' and whoever reads it, and check the protocol at home.`,
      run: [],
    },
  ],
  advice: [],
  holdsFrom: {},
  smaller: [],
})

/**
 * Judges a protocol of ours with its roles spread over ledgers; undecided where it has a role set.
 * Throws MalformedProtocolError.
 */
export const checkApart = (form: ProtocolForm, options: ApartOptions = {}): Verdict => {
  const machine = compile(form)
  const set = machine.sets.find(({ parts }) => !parts)
  if (set !== undefined) return notJudged(machine, set.name)
  const together = options.together ?? []
  const alone = form.roles
    .map(({ name }) => name)
    .filter((name) => !together.some((group) => group.includes(name)))
  const ledgers = ledgersOf(machine, [...together, ...alone.map((name) => [name])])
  return answer({
    ledgers,
    isGoal: hasEndedSomewhere,
    statesMax: options.statesMax ?? statesMaxOf(ledgers.machine),
  })
}

/** Which facts stand for a parameter, in whatever context. */
const factsFor = (machine: Machine, parameter: string): number[] =>
  machine.facts.filter(({ name }) => parameterOf(name) === parameter).map(({ index }) => index)

const publishedLedgers = (published: PublishedProtocol): Ledgers => {
  const machine = compile(published.form)
  const groups = published.form.roles.map(({ name }) => [name])
  const tells = machine.messages.map(({ name }) =>
    (published.tells[name] ?? []).map((fact) => machine.factNamed.get(fact) ?? -1),
  )
  // A key is bound once somebody sent a message that binds it.
  const binders = machine.messages.map(({ name }) =>
    (published.begins[name] ?? []).map((key) =>
      machine.messages.filter((other) =>
        other.out.some(({ fact }) => parameterOf(machine.facts[fact]?.name ?? '') === key),
      ),
    ),
  )
  const isSent = (message: Message, { courses }: Parted): boolean =>
    courses.some((course) => course.sent[message.index] === 1)
  const beginsAnother = (message: Message, state: Parted): boolean => {
    const keys = binders[message.index] ?? []
    return keys.length > 0 && keys.every((of) => of.some((binder) => isSent(binder, state)))
  }
  const machines = groups.map(() => machine)
  return {
    machine,
    machines,
    groups,
    tells,
    rivals: rivalsOf(machine, groups, isOneBinding),
    beginsAnother,
  }
}

/** Judges a protocol of the published format: live means that every parameter of the head becomes known. */
export const checkPublished = (
  published: PublishedProtocol,
  options: CheckOptions = {},
): Verdict => {
  const ledgers = publishedLedgers(published)
  const wanted = published.complete.map((name) => factsFor(ledgers.machine, name))
  return answer({
    ledgers,
    isGoal: ({ courses }) =>
      wanted.every((facts) =>
        facts.some((fact) => courses.some((course) => course.facts[fact] !== 0)),
      ),
    statesMax: options.statesMax ?? statesMaxOf(ledgers.machine),
  })
}
