/** Compiles a protocol to a machine: all that can be known before the first message is worked out here. */
import { present } from '../../base/index.ts'
import type { Condition, MessageForm, ProtocolForm } from '../form.ts'
import { endingNumber } from './course.ts'
import { dependantsOf } from './dependants.ts'
import type { Fact, Machine, MemberSet, Message, Never, Output, ReadBy, Test } from './machine.ts'
import { type Names, type Reader, resolve, setOf } from './resolve.ts'
import { assertWellFormed, readerOf } from './wellformed.ts'

const indexed = (names: Iterable<string>): Map<string, number> =>
  new Map([...names].map((name, index) => [name, index]))

const binders = (form: ProtocolForm, fact: string): MessageForm[] =>
  Object.values(form.messages).filter((message) => message.out.some((out) => out.fact === fact))

/** The role set each of whose members has this fact of its own, or undefined. */
const ownerOf = (form: ProtocolForm, fact: string): string | undefined => {
  const declared = form.facts[fact]
  const senders = new Set(binders(form, fact).map((message) => message.from))
  const [only] = senders
  const role = form.roles.find(({ name }) => name === only)
  // What all must agree on is one fact: a role's holder, a key, what the book's order decides.
  const isShared =
    declared?.first === true ||
    declared?.drawnFrom !== undefined ||
    form.key.includes(fact) ||
    form.roles.some(({ name }) => name === fact)
  return senders.size === 1 && role?.set === true && !isShared ? role.name : undefined
}

const setsOf = (form: ProtocolForm): MemberSet[] => {
  const factNamed = indexed(Object.keys(form.facts))
  const messages = Object.values(form.messages)
  const roles = form.roles
    .filter((role) => role.set)
    .map(({ name }) => {
      const holds = form.facts[name]?.kind === 'members' && binders(form, name).length > 0
      const isNamed = messages.some((message) => message.from !== name && message.to.includes(name))
      return {
        name,
        parts: false,
        fact: holds ? (factNamed.get(name) ?? -1) : -1,
        fromStart: !holds && !isNamed,
      }
    })
  const parts = Object.entries(form.facts)
    .filter(([, fact]) => fact.kind === 'each')
    .map(([name]) => ({ name, parts: true, fact: factNamed.get(name) ?? -1, fromStart: false }))
  return [...roles, ...parts].map((set, index) => ({ ...set, index }))
}

const factsOf = (form: ProtocolForm, sets: readonly MemberSet[]): Fact[] =>
  Object.entries(form.facts).map(([name, fact], index) => {
    const owner = ownerOf(form, name)
    return {
      index,
      name,
      set: owner === undefined ? -1 : sets.findIndex((set) => !set.parts && set.name === owner),
      parts: sets.findIndex((set) => set.parts && set.name === name),
      first: fact.first === true,
      stands: fact.stands !== undefined,
      branches: fact.branches ?? [],
    }
  })

const namesOf = (form: ProtocolForm): Names => {
  const sets = setsOf(form)
  const facts = new Map(factsOf(form, sets).map((fact) => [fact.name, fact]))
  return { form, sets, facts, messages: indexed(Object.keys(form.messages)) }
}

const testOf = (names: Names, condition: Condition, reader: Reader): Test => {
  const test = resolve(names, condition, reader)
  return present('wrong' in test ? undefined : test, 'a well-formed protocol resolves')
}

/** What the rules ask besides: a drawn member that qualifies, and a role that somebody holds. */
const impliedConditions = (names: Names, message: MessageForm): Condition[] => {
  const drawn = message.out.flatMap(({ fact }): Condition[] => {
    const from = names.form.facts[fact]?.drawnFrom
    if (from === undefined) return []
    const read = { kind: 'quorum', count: 1, fact: from.fact } as const
    return [from.branch === undefined ? read : { ...read, branch: from.branch }]
  })
  const role = names.form.facts[message.from]
  const bindsOwnRole = message.out.some(({ fact }) => fact === message.from)
  const isHeld =
    role?.kind === 'member' && !bindsOwnRole && binders(names.form, message.from).length > 0
  return isHeld ? [...drawn, { kind: 'fact', fact: message.from }] : drawn
}

const outputOf = (names: Names, out: MessageForm['out'][number]): Output => {
  const fact = present(names.facts.get(out.fact), 'a well-formed protocol binds declared facts')
  const all = fact.branches.length === 0 ? [1] : fact.branches.map((_, index) => 2 + index)
  const values = out.branch === undefined ? all : [2 + fact.branches.indexOf(out.branch)]
  return { fact: fact.index, values, own: fact.set >= 0 }
}

const choicesOf = (outputs: readonly Output[]): number[][] =>
  outputs.reduce<number[][]>(
    (choices, { values }) => choices.flatMap((choice) => values.map((value) => [...choice, value])),
    [[]],
  )

const opensOf = (names: Names, message: MessageForm): number[] =>
  names.sets
    .filter((set) => {
      if (set.fact >= 0) return message.out.some(({ fact }) => fact === set.name)
      return message.from !== set.name && message.to.includes(set.name)
    })
    .map((set) => set.index)

const readByOf = (form: ProtocolForm, name: string): ReadBy => {
  const readers = (branch: string): number[] =>
    Object.values(form.messages).flatMap((message, index) =>
      [...message.in, ...message.not].some(
        (condition) => condition.fact === name && condition.branch === branch,
      )
        ? [index]
        : [],
    )
  const isFact = (branch: string): boolean => form.facts[name]?.branches?.includes(branch) === true
  const of = (branch: string): number[] => (isFact(branch) ? [] : readers(branch))
  return { done: of('done'), failed: of('failed'), refused: of('refused') }
}

const roundOf = (names: Names, message: MessageForm): Message['round'] => {
  const { round } = message
  if (round === undefined) return undefined
  const keep = new Set([...names.form.key, ...round.keep])
  return {
    from: names.messages.get(round.from) ?? -1,
    keep: [...keep].map((name) => names.facts.get(name)?.index ?? -1),
    max: round.max,
    spent: endingNumber(round.then),
  }
}

const messageOf = (names: Names, name: string, message: MessageForm): Message => {
  const reader = readerOf(names, message)
  const conditions = [...message.in, ...impliedConditions(names, message)]
  const tests = conditions.map((condition) => testOf(names, condition, reader))
  const out = message.out.map((each) => outputOf(names, each))
  const closing = tests.filter(
    (test) =>
      (test.where === 'all' || test.where === 'quorum') &&
      !test.effect &&
      names.sets[test.set]?.parts === false,
  )
  return {
    index: names.messages.get(name) ?? -1,
    name,
    from: message.from,
    set: setOf(names, message),
    clock: message.from === 'clock',
    in: tests,
    not: message.not.map((condition) => testOf(names, condition, reader)),
    out,
    choices: choicesOf(out),
    effect: message.does?.kind ?? 'none',
    ends: message.ends === undefined ? 0 : endingNumber(message.ends),
    round: roundOf(names, message),
    by: message.by === undefined ? -1 : (names.facts.get(message.by)?.index ?? -1),
    undoes: message.undoes === undefined ? -1 : (names.messages.get(message.undoes) ?? -1),
    lease: message.lease !== undefined,
    opens: opensOf(names, message),
    closes: [...new Set(closing.map((test) => test.index))],
    readBy: readByOf(names.form, name),
    dependants: [],
  }
}

const neverOf = (names: Names): Never[] => {
  const reader = { set: -1, anyMember: true }
  return names.form.never.map(({ name, ...never }) => ({
    name,
    in: never.in.map((condition) => testOf(names, condition, reader)),
    not: never.not.map((condition) => testOf(names, condition, reader)),
  }))
}

const deadlinesOf = (names: Names): Machine['deadlines'] =>
  names.form.deadlines.map((deadline) => ({
    fact: names.facts.get(deadline.for)?.index ?? -1,
    instant: names.facts.get(deadline.at)?.index ?? -1,
    ends: 'ends' in deadline.then ? endingNumber(deadline.then.ends) : 0,
    message: 'message' in deadline.then ? (names.messages.get(deadline.then.message) ?? -1) : -1,
  }))

const senders = (messages: readonly Message[]): Map<string, Message[]> => {
  const sentBy = new Map<string, Message[]>()
  for (const message of messages) {
    if (!message.clock) sentBy.set(message.from, [...(sentBy.get(message.from) ?? []), message])
  }
  return sentBy
}

/** The machine of a protocol. Throws MalformedProtocolError with everything that is wrong at once. */
export const compile = (form: ProtocolForm): Machine => {
  const names = namesOf(form)
  assertWellFormed(names)
  const plain = Object.entries(form.messages).map(([name, message]) =>
    messageOf(names, name, message),
  )
  const dependants = dependantsOf(plain)
  const messages = plain.map((message) => ({
    ...message,
    dependants: dependants[message.index] ?? [],
  }))
  const deadlines = deadlinesOf(names)
  const waits = [...messages.map((message) => message.by), ...deadlines.map((each) => each.instant)]
  return {
    form,
    facts: [...names.facts.values()],
    messages,
    sets: names.sets,
    deadlines,
    never: neverOf(names),
    factNamed: indexed(names.facts.keys()),
    messageNamed: names.messages,
    setNamed: indexed(names.sets.map((set) => set.name)),
    sentBy: senders(messages),
    effects: messages.filter((message) => message.effect !== 'none'),
    leases: messages.filter((message) => message.lease),
    instants: [...new Set(waits.filter((fact) => fact >= 0))],
    key: form.key.map((name) => names.facts.get(name)?.index ?? -1),
  }
}
