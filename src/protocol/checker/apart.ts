/**
 * A protocol apart as a transition system: one course a ledger, messages on their way between them.
 *
 * What a ledger does, it does by the same `step` as at home. A message carries what it reads and
 * binds; whoever receives it learns that and nothing else.
 *
 * Reduction: an arrival that can disable no message of its receiver is taken at once, alone. It
 * commutes with every other move, for others neither see it nor are slowed by it; and since it only
 * adds to what its receiver may send, no conflict and no dead end needs it to be late.
 */
import { begin } from '../machine/begin.ts'
import { copyCourse, type Course, encodeCourse, isRunning } from '../machine/course.ts'
import type { Machine, Message, Test } from '../machine/machine.ts'
import { menu } from '../machine/menu.ts'
import type { Move, Receive } from '../machine/move.ts'
import { moves } from '../machine/moves.ts'
import { step } from '../machine/step.ts'
import type { System, Transition } from './graph.ts'

/** One message on its way. */
export interface Flight {
  /** The ledger that it goes to, by index. */
  readonly to: number
  readonly message: number
  readonly facts: Receive['facts']
}

/** All ledgers and what is on its way between them. */
export interface Parted {
  readonly courses: readonly Course[]
  readonly flights: readonly Flight[]
}

/** What happened, and in which ledger. */
export interface PartedMove {
  readonly ledger: number
  readonly move: Move
}

/** Who holds which roles: each ledger is a group of roles. */
export interface Ledgers {
  readonly machine: Machine
  readonly groups: readonly (readonly string[])[]
  /** What a role knows before the first message, by its name: facts that come from outside. */
  readonly given: { readonly [role: string]: readonly string[] }
}

/** A ledger for each role, where the charter says nothing else. */
export const eachItsLedger = (machine: Machine): Ledgers => ({
  machine,
  groups: machine.form.roles.map(({ name }) => [name]),
  given: {},
})

const ledgerOf = ({ groups }: Ledgers, role: string): number =>
  groups.findIndex((group) => group.includes(role))

const factOf = (test: Test): number[] =>
  test.effect || test.where !== 'course' ? [] : [test.index]

/** The facts that a message carries. */
const carried = (message: Message): number[] => [
  ...new Set([...message.in.flatMap(factOf), ...message.out.map(({ fact }) => fact)]),
]

const flightsOf = (ledgers: Ledgers, course: Course, move: PartedMove): Flight[] => {
  if (move.move.kind !== 'send') return []
  const message = ledgers.machine.messages[move.move.message]
  if (message === undefined) return []
  const to = ledgers.machine.form.messages[message.name]?.to ?? []
  const facts = carried(message).map((fact) => ({ fact, value: Math.abs(course.facts[fact] ?? 0) }))
  const receivers = new Set(to.map((role) => ledgerOf(ledgers, role)))
  return [...receivers]
    .filter((ledger) => ledger >= 0 && ledger !== move.ledger)
    .map((ledger) => ({ to: ledger, message: message.index, facts }))
}

const hinders = (message: Message, fact: number): boolean =>
  message.out.some((output) => output.fact === fact) ||
  message.not.some((test) => !test.effect && test.index === fact)

/** Whether the arrival could keep its receiver from sending something that it might send without it. */
const canDisable = (ledgers: Ledgers, course: Course, flight: Flight): boolean => {
  if (!isRunning(course)) return false
  const arrived = ledgers.machine.messages[flight.message]
  if (arrived !== undefined && arrived.ends !== 0) return true
  const news = flight.facts.filter(({ fact }) => course.facts[fact] === 0)
  const own = (ledgers.groups[flight.to] ?? []).flatMap(
    (role) => ledgers.machine.sentBy.get(role) ?? [],
  )
  return own.some((message) => {
    if (course.sent[message.index] === 1) return false
    if (message.out.some((output) => course.facts[output.fact] !== 0)) return false
    return news.some(({ fact }) => hinders(message, fact))
  })
}

const arrive = (
  ledgers: Ledgers,
  state: Parted,
  flight: Flight,
): Transition<Parted, PartedMove> => {
  const move: Receive = { kind: 'receive', message: flight.message, facts: flight.facts }
  const courses = [...state.courses]
  const course = courses[flight.to]
  if (course !== undefined) {
    const after = copyCourse(course)
    if (after.ended === 0) step(ledgers.machine, after, move)
    courses[flight.to] = after
  }
  const flights = state.flights.filter((other) => other !== flight)
  return {
    action: { ledger: flight.to, move },
    state: { courses, flights },
    by: -1,
    kind: 'own',
  }
}

const kindOf = ({ move }: PartedMove): Transition<Parted, PartedMove>['kind'] =>
  move.kind === 'end' || move.kind === 'refuse' ? 'outside' : 'own'

const act = (
  ledgers: Ledgers,
  state: Parted,
  action: PartedMove,
): Transition<Parted, PartedMove> => {
  const courses = [...state.courses]
  const course = courses[action.ledger]
  if (course === undefined) return { action, state, by: -1, kind: 'own' }
  const after = copyCourse(course)
  step(ledgers.machine, after, action.move)
  courses[action.ledger] = after
  const flights = [...state.flights, ...flightsOf(ledgers, after, action)]
  return { action, state: { courses, flights }, by: action.ledger, kind: kindOf(action) }
}

/**
 * The moves of one ledger: messages of its own roles, and what its environments and its clock do. A
 * cancel is left out: it ends one ledger's enactment, and the others cannot tell it from silence.
 */
const ownMoves = (ledgers: Ledgers, course: Course, group: readonly string[]): Move[] => {
  if (course.ended !== 0) return []
  const sends = group.flatMap((role) => menu(ledgers.machine, course, { role }))
  const own = new Set(sends.map((send) => send.message))
  const rest = moves(ledgers.machine, course).filter(
    (move) =>
      move.kind !== 'send' &&
      move.kind !== 'end' &&
      (move.kind !== 'refuse' || own.has(move.message)),
  )
  return [...sends, ...rest]
}

const encodeFlight = ({ to, message, facts }: Flight): string =>
  `${to}:${message}:${facts.map(({ value }) => value).join('')}`

const encodeParted = ({ courses, flights }: Parted): string =>
  `${courses.map(encodeCourse).join('\n')}\n${flights.map(encodeFlight).sort().join(' ')}`

/** The system of a protocol whose roles are spread over ledgers. */
export const apartSystem = (ledgers: Ledgers): System<Parted, PartedMove> => {
  const courseOf = (group: readonly string[]): Course => {
    const given = group.flatMap((role) => ledgers.given[role] ?? [])
    return begin(ledgers.machine, { kept: Object.fromEntries(given.map((fact) => [fact, 1])) })
  }
  const next = (state: Parted): Transition<Parted, PartedMove>[] => {
    const eager = state.flights.find((flight) => {
      const course = state.courses[flight.to]
      return course !== undefined && !canDisable(ledgers, course, flight)
    })
    if (eager !== undefined) return [arrive(ledgers, state, eager)]
    const acts = ledgers.groups.flatMap((group, ledger) => {
      const course = state.courses[ledger]
      return course === undefined
        ? []
        : ownMoves(ledgers, course, group).map((move) => act(ledgers, state, { ledger, move }))
    })
    return [...acts, ...state.flights.map((flight) => arrive(ledgers, state, flight))]
  }
  return {
    initial: { courses: ledgers.groups.map(courseOf), flights: [] },
    encode: encodeParted,
    next,
  }
}
