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
import { compile } from '../machine/compile.ts'
import { copyCourse, type Course, encodeCourse, isRunning } from '../machine/course.ts'
import { formOfLedger } from '../machine/ledger-form.ts'
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
  /** By ledger: the protocol with the deadlines that it decides. */
  readonly machines: readonly Machine[]
  readonly groups: readonly (readonly string[])[]
  /** By message: the facts that its sender and its receivers know from it. */
  readonly tells: readonly (readonly number[])[]
  /** By message: others, of other ledgers, that bind something which it binds too. */
  readonly rivals: readonly (readonly Rival[])[]
  /** By message: whether it would begin another enactment, and so is no part of this one. */
  readonly beginsAnother: (message: Message, state: Parted) => boolean
}

/** A message of another ledger that binds the same fact. */
export interface Rival {
  readonly message: number
  readonly ledger: number
  readonly fact: string
}

const machineOf = ({ machine, machines }: Ledgers, ledger: number): Machine =>
  machines[ledger] ?? machine

const ledgerOf = (groups: Ledgers['groups'], role: string): number =>
  groups.findIndex((group) => group.includes(role))

const factOf = (test: Test): number[] =>
  test.effect || test.where !== 'course' ? [] : [test.index]

/** Messages of different ledgers that bind one fact; `isOne` says whether two names mean one. */
export const rivalsOf = (
  machine: Machine,
  groups: Ledgers['groups'],
  isOne: (fact: string, other: string) => boolean,
): Rival[][] => {
  const boundBy = (message: Message): string[] =>
    message.out.map(({ fact }) => machine.facts[fact]?.name ?? '')
  return machine.messages.map((message) => {
    const bound = boundBy(message)
    const own = ledgerOf(groups, message.from)
    return machine.messages.flatMap((other) => {
      const ledger = ledgerOf(groups, other.from)
      const fact = boundBy(other).find((name) => bound.some((mine) => isOne(mine, name)))
      return ledger === own || ledger < 0 || fact === undefined
        ? []
        : [{ message: other.index, ledger, fact }]
    })
  })
}

/** The ledgers of a protocol of ours: a message carries what it reads and what it binds. */
export const ledgersOf = (machine: Machine, groups: Ledgers['groups']): Ledgers => ({
  machine,
  machines: groups.map((group) =>
    compile(formOfLedger(machine.form, (role) => group.includes(role))),
  ),
  groups,
  tells: machine.messages.map((message) => [
    ...new Set([...message.in.flatMap(factOf), ...message.out.map(({ fact }) => fact)]),
  ]),
  rivals: rivalsOf(machine, groups, (fact, other) => fact === other),
  beginsAnother: () => false,
})

const factsTold = (ledgers: Ledgers, message: number, course: Course): Receive['facts'] =>
  (ledgers.tells[message] ?? []).map((fact) => ({
    fact,
    // A fact in another context is known by the same instance that the sender knows it from.
    value: Math.abs(course.facts[fact] ?? 0) || 1,
  }))

const flightsOf = (ledgers: Ledgers, course: Course, move: PartedMove): Flight[] => {
  if (move.move.kind !== 'send') return []
  const index = move.move.message
  const to = ledgers.machine.form.messages[ledgers.machine.messages[index]?.name ?? '']?.to ?? []
  const facts = factsTold(ledgers, index, course)
  const receivers = new Set(to.map((role) => ledgerOf(ledgers.groups, role)))
  return [...receivers]
    .filter((ledger) => ledger >= 0 && ledger !== move.ledger)
    .map((ledger) => ({ to: ledger, message: index, facts }))
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
    if (after.ended === 0) step(machineOf(ledgers, flight.to), after, move)
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

/** The sender knows its message in every context that the message is known in. */
const learnOwn = (ledgers: Ledgers, course: Course, message: number): void => {
  for (const { fact, value } of factsTold(ledgers, message, course)) {
    if (course.facts[fact] === 0) course.facts[fact] = value
  }
}

const kindOf = (
  { move }: PartedMove,
  before: Course,
  after: Course,
): Transition<Parted, PartedMove>['kind'] => {
  if (move.kind === 'end' || move.kind === 'refuse') return 'outside'
  return move.kind === 'time' && before.ending === 0 && after.asked ? 'rescue' : 'own'
}

const act = (
  ledgers: Ledgers,
  state: Parted,
  action: PartedMove,
): Transition<Parted, PartedMove> => {
  const courses = [...state.courses]
  const course = courses[action.ledger]
  if (course === undefined) return { action, state, by: -1, kind: 'own' }
  const after = copyCourse(course)
  step(machineOf(ledgers, action.ledger), after, action.move)
  if (action.move.kind === 'send') learnOwn(ledgers, after, action.move.message)
  courses[action.ledger] = after
  const flights = [...state.flights, ...flightsOf(ledgers, after, action)]
  return {
    action,
    state: { courses, flights },
    by: action.ledger,
    kind: kindOf(action, course, after),
  }
}

/** Parts are enactments of the ledger that splits; two of them show all that they can do together. */
const withParts = (machine: Machine, move: Move): Move =>
  move.kind === 'send'
    ? { ...move, sizes: (machine.messages[move.message]?.opens ?? []).map(() => 2) }
    : move

/**
 * The moves of one ledger: messages of its own roles, and what its environments and its clock do. A
 * cancel is left out: it ends one ledger's enactment, the others cannot tell it from silence, and
 * what it undoes comes to an end. The naive checker explores it, and agrees.
 */
const ownMoves = (ledgers: Ledgers, state: Parted, ledger: number): Move[] => {
  const course = state.courses[ledger]
  if (course === undefined || course.ended !== 0) return []
  const machine = machineOf(ledgers, ledger)
  const sends = (ledgers.groups[ledger] ?? [])
    .flatMap((role) => menu(machine, course, { role }))
    .filter((send) => {
      const message = ledgers.machine.messages[send.message]
      return message !== undefined && !ledgers.beginsAnother(message, state)
    })
  const own = new Set(sends.map((send) => send.message))
  const rest = moves(machine, course).filter(
    (move) =>
      move.kind !== 'send' &&
      move.kind !== 'end' &&
      (move.kind !== 'refuse' || own.has(move.message)),
  )
  return [...sends, ...rest]
}

const encodeFlight = ({ to, message, facts }: Flight): string =>
  `${to}:${message}:${facts.map(({ value }) => value).join('')}`

/** Encodes states; a step changes one ledger alone, so the others' codes are remembered. */
const partedEncoder = (): ((state: Parted) => string) => {
  const known = new WeakMap<Course, string>()
  const codeOf = (course: Course): string => {
    const code = known.get(course) ?? encodeCourse(course)
    known.set(course, code)
    return code
  }
  return ({ courses, flights }) =>
    `${courses.map(codeOf).join('\n')}\n${flights.map(encodeFlight).sort().join(' ')}`
}

/** The system of a protocol whose roles are spread over ledgers. */
export const apartSystem = (ledgers: Ledgers): System<Parted, PartedMove> => {
  const next = (state: Parted): Transition<Parted, PartedMove>[] => {
    const eager = state.flights.find((flight) => {
      const course = state.courses[flight.to]
      return course !== undefined && !canDisable(ledgers, course, flight)
    })
    if (eager !== undefined) return [arrive(ledgers, state, eager)]
    const acts = ledgers.groups.flatMap((_, ledger) =>
      ownMoves(ledgers, state, ledger).map((move) =>
        act(ledgers, state, { ledger, move: withParts(ledgers.machine, move) }),
      ),
    )
    return [...acts, ...state.flights.map((flight) => arrive(ledgers, state, flight))]
  }
  return {
    initial: { courses: ledgers.machines.map((machine) => begin(machine)), flights: [] },
    encode: partedEncoder(),
    next,
  }
}
