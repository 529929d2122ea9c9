/** What a protocol must be before it can be compiled: every name known, every rule said whole. */
import { FirmError, type Json } from '../../base/index.ts'
import type { Condition, MessageForm, ProtocolForm } from '../form.ts'
import { type Names, type Reader, resolve, setOf } from './resolve.ts'

/** One thing that is wrong, where, and its mend in a sentence. */
export interface Problem {
  /** Such as `messages.merge.in`. */
  readonly place: string
  readonly wrong: string
  readonly mend: string
}

/** Whose conditions a message's are; a role drawn from a set reads that set as any one member. */
export const readerOf = (names: Names, message: MessageForm): Reader => ({
  set: setOf(names, message),
  anyMember: names.form.facts[message.from]?.drawnFrom !== undefined,
})

const list = (words: Iterable<string>): string => [...words].map((word) => `'${word}'`).join(', ')

const conditionProblems = (
  names: Names,
  conditions: readonly Condition[],
  options: { reader: Reader; place: string },
): Problem[] =>
  conditions.flatMap((condition) => {
    const found = resolve(names, condition, options.reader)
    return 'wrong' in found ? [{ place: options.place, ...found }] : []
  })

const senderProblems = ({ form }: Names, message: MessageForm, place: string): Problem[] => {
  const people = form.roles.map((role) => role.name)
  const senders = [...people, ...Object.keys(form.environments), 'clock']
  const strangers = message.to.filter((name) => !senders.includes(name))
  return [
    ...(senders.includes(message.from)
      ? []
      : [
          {
            place: `${place}.from`,
            wrong: `there is no role '${message.from}'`,
            mend: `The roles are ${list(people)}.`,
          },
        ]),
    ...strangers.map((name) => ({
      place: `${place}.to`,
      wrong: `there is no role '${name}'`,
      mend: `The roles are ${list(people)}.`,
    })),
  ]
}

const outputProblems = (names: Names, message: MessageForm, place: string): Problem[] =>
  message.out.flatMap(({ fact, branch }) => {
    const declared = names.facts.get(fact)
    const at = `${place}.out`
    if (declared === undefined)
      return [
        { place: at, wrong: `there is no fact '${fact}'`, mend: `Declare '${fact}' in \`facts\`.` },
      ]
    if (branch !== undefined && !declared.branches.includes(branch)) {
      return [
        {
          place: at,
          wrong: `'${fact}' has no branch '${branch}'`,
          mend: `Its branches are ${list(declared.branches)}.`,
        },
      ]
    }
    if (message.from === 'clock' && branch === undefined && declared.branches.length > 0) {
      return [
        {
          place: at,
          wrong: `the clock cannot choose a branch of '${fact}'`,
          mend: `Say which one it binds, such as '${fact}.${declared.branches[0] ?? ''}'.`,
        },
      ]
    }
    return []
  })

const roundProblems = (names: Names, message: MessageForm, place: string): Problem[] => {
  const { round } = message
  if (round === undefined) return []
  const first = names.form.messages[round.from]
  const at = `${place}.round`
  const problems: Problem[] = []
  if (first === undefined)
    problems.push({
      place: at,
      wrong: `there is no message '${round.from}'`,
      mend: `The messages are ${list(names.messages.keys())}.`,
    })
  for (const kept of round.keep) {
    const fact = names.facts.get(kept)
    if (fact === undefined || fact.set >= 0)
      problems.push({
        place: at,
        wrong: `'${kept}' cannot be kept`,
        mend: 'Keep facts that the whole enactment shares.',
      })
  }
  if (message.does !== undefined || message.ends !== undefined)
    problems.push({
      place: at,
      wrong: 'a round ends its message by itself',
      mend: 'Leave out `does` and `ends`; `round.then` says how it ends when the rounds are spent.',
    })
  if (!Number.isInteger(round.max) || round.max < 1)
    problems.push({
      place: at,
      wrong: `${round.max} rounds are no rounds`,
      mend: '`max` counts children and is at least 1.',
    })
  return problems
}

const effectProblems = (names: Names, message: MessageForm, place: string): Problem[] => {
  const problems: Problem[] = []
  const listed = new Set([...message.in, ...message.out].map(({ fact }) => fact))
  for (const read of message.does?.reads ?? []) {
    const fact = read.split('.')[0] ?? read
    if (!listed.has(fact))
      problems.push({
        place: `${place}.does`,
        wrong: `the effect reads '${fact}', which the message does not`,
        mend: `Add '${fact}' to \`in\` or \`out\`.`,
      })
  }
  if (message.undoes === undefined) return problems
  const undone = names.form.messages[message.undoes]
  if (undone?.does?.kind !== 'revocable')
    problems.push({
      place: `${place}.undoes`,
      wrong: `'${message.undoes}' has no effect that can be undone`,
      mend: 'Name a message with a revocable effect.',
    })
  else if (setOf(names, undone) !== setOf(names, message))
    problems.push({
      place: `${place}.undoes`,
      wrong: `'${message.undoes}' is sent by '${undone.from}'`,
      mend: `Let '${undone.from}' undo it.`,
    })
  return problems
}

const instantProblem = (names: Names, name: string, place: string): Problem[] => {
  const kind = names.form.facts[name]?.kind
  if (kind === 'instant' && (names.facts.get(name)?.set ?? 0) < 0) return []
  return [
    {
      place,
      wrong: `'${name}' is no instant that the enactment shares`,
      mend: `Declare '${name}: instant()' and bind it by one role.`,
    },
  ]
}

const messageProblems = (names: Names, name: string, message: MessageForm): Problem[] => {
  const place = `messages.${name}`
  const reader = readerOf(names, message)
  return [
    ...senderProblems(names, message, place),
    ...conditionProblems(names, message.in, { reader, place: `${place}.in` }),
    ...conditionProblems(names, message.not, { reader, place: `${place}.not` }),
    ...outputProblems(names, message, place),
    ...roundProblems(names, message, place),
    ...effectProblems(names, message, place),
    ...(message.by === undefined ? [] : instantProblem(names, message.by, `${place}.by`)),
  ]
}

const deadlineProblems = (names: Names): Problem[] =>
  names.form.deadlines.flatMap((deadline, index) => {
    const place = `deadlines.${index}`
    const problems = instantProblem(names, deadline.at, `${place}.at`)
    if (!names.facts.has(deadline.for))
      problems.push({
        place: `${place}.for`,
        wrong: `there is no fact '${deadline.for}'`,
        mend: `The facts are ${list(names.facts.keys())}.`,
      })
    if ('message' in deadline.then && names.form.messages[deadline.then.message]?.from !== 'clock')
      problems.push({
        place: `${place}.then`,
        wrong: `'${deadline.then.message}' is not a message of the clock`,
        mend: `Let it be sent from 'clock'.`,
      })
    return problems
  })

const neverProblems = (names: Names): Problem[] =>
  names.form.never.flatMap((never) =>
    conditionProblems(names, [...never.in, ...never.not], {
      reader: { set: -1, anyMember: true },
      place: `never.${never.name}`,
    }),
  )

const keyProblems = (names: Names): Problem[] =>
  names.form.key
    .filter((key) => !names.facts.has(key))
    .map((key) => ({
      place: 'key',
      wrong: `there is no fact '${key}'`,
      mend: `Declare '${key}: id()'.`,
    }))

/** Everything that keeps the protocol from being compiled; none means that it can be. */
export const problemsOf = (names: Names): Problem[] => [
  ...keyProblems(names),
  ...Object.entries(names.form.messages).flatMap(([name, message]) =>
    messageProblems(names, name, message),
  ),
  ...deadlineProblems(names),
  ...neverProblems(names),
]

/** Throws all that is wrong at once, so that one reading mends it. */
export const assertWellFormed = (names: Names): void => {
  const problems = problemsOf(names)
  if (problems.length > 0) throw new MalformedProtocolError(names.form, problems)
}

/** A protocol that names what is not there, or says a rule by halves. */
export class MalformedProtocolError extends FirmError {
  override readonly name = 'MalformedProtocolError'
  readonly problems: readonly Problem[]

  constructor(form: ProtocolForm, problems: readonly Problem[]) {
    const said = problems.map(({ place, wrong }) => `${place}: ${wrong}`).join('; ')
    super('malformed-protocol', `protocol '${form.name}': ${said}`, {
      hint: problems.map(({ mend }) => mend).join(' '),
      data: { protocol: form.name, problems: problems.map((problem): Json => ({ ...problem })) },
    })
    this.problems = problems
  }
}
