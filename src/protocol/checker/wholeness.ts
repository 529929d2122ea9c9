/** What the text of a protocol alone shows: facts that nobody binds, unsettled ones, stray deadlines. */
import type { Condition, MessageForm, ProtocolForm } from '../form.ts'
import { effectState } from '../machine/course.ts'
import type { Machine, Message } from '../machine/machine.ts'
import type { Finding } from './verdict.ts'

const bindersOf = (machine: Machine, fact: number): Message[] =>
  machine.messages.filter((message) => message.out.some((output) => output.fact === fact))

const isBound = (form: ProtocolForm, { fact, branch }: Condition): boolean => {
  const declared = form.facts[fact]
  if (declared === undefined) return true
  return Object.values(form.messages).some((message) =>
    message.out.some(
      (out) =>
        out.fact === fact &&
        (declared.kind === 'each' ||
          branch === undefined ||
          out.branch === undefined ||
          out.branch === branch),
    ),
  )
}

const unboundIn = (form: ProtocolForm, name: string, message: MessageForm): Finding[] =>
  message.in
    .filter((condition) => !isBound(form, condition))
    .map(({ fact, branch }) => {
      const path = branch === undefined ? fact : `${fact}.${branch}`
      return {
        rule: 'unbound',
        sentence: `'${name}' reads '${path}', which no message binds.`,
        mend: `Let a message bind '${path}', or do not read it.`,
        run: [],
      }
    })

/** Facts that are read and never bound. */
export const unboundFacts = ({ form }: Machine): Finding[] =>
  Object.entries(form.messages).flatMap(([name, message]) => unboundIn(form, name, message))

type Sure = ReadonlySet<number>

/**
 * The effects that are surely done when a message is sent: those whose `done` it reads, and those
 * that every binder of a fact it reads rests on in turn. A circle gives nothing; that refuses more.
 */
const surelyDone = (machine: Machine, message: Message, known: Map<Message, Sure>): Sure => {
  const before = known.get(message)
  if (before !== undefined) return before
  const found = new Set<number>()
  known.set(message, new Set())
  for (const test of message.in) {
    if (test.effect) {
      if (test.value === effectState.done) found.add(test.index)
      const read = machine.messages[test.index]
      if (read !== undefined) for (const done of surelyDone(machine, read, known)) found.add(done)
      continue
    }
    const sets = bindersOf(machine, test.index).map((binder) => surelyDone(machine, binder, known))
    for (const done of sets[0] ?? []) if (sets.every((set) => set.has(done))) found.add(done)
  }
  known.set(message, found)
  return found
}

/** A fact that an irreversible message reads while the effect that binds it may still fail. */
const unsettledEffects = (machine: Machine, message: Message): Finding[] => {
  const done = surelyDone(machine, message, new Map())
  const risky = message.in.flatMap((test) =>
    test.effect
      ? []
      : bindersOf(machine, test.index)
          .filter(
            (binder) => binder !== message && binder.effect !== 'none' && !done.has(binder.index),
          )
          .map((binder) => ({ binder, fact: machine.facts[test.index]?.name ?? '' })),
  )
  return risky.map(({ binder, fact }) => ({
    rule: 'unsettled',
    sentence: `'${message.name}' is irreversible and rests on '${fact}', which '${binder.name}' binds when its effect starts: that may still fail.`,
    mend: `Let '${message.name}' read '${binder.name}.done'.`,
    run: [],
  }))
}

const unsettledFacts = (machine: Machine, message: Message): Finding[] => {
  const reads = machine.form.messages[message.name]?.in ?? []
  return reads
    .filter(({ fact }) => {
      const finality = machine.form.facts[fact]?.finality
      return finality !== undefined && finality !== 'final'
    })
    .map(({ fact }) => ({
      rule: 'unsettled',
      sentence: `'${message.name}' is irreversible, and '${fact}' is only ${machine.form.facts[fact]?.finality ?? ''}.`,
      mend: `Declare '${fact}' as final, or let '${message.name}' wait for a fact that is.`,
      run: [],
    }))
}

/** Irreversible effects that rest on what is not settled. */
export const unsettled = (machine: Machine): Finding[] =>
  machine.messages
    .filter((message) => message.effect === 'irreversible')
    .flatMap((message) => [
      ...unsettledEffects(machine, message),
      ...unsettledFacts(machine, message),
    ])

const decidersOf = (machine: Machine, fact: number, but?: Message): string[] => [
  ...new Set(
    bindersOf(machine, fact)
      .filter((message) => message !== but && !message.clock)
      .map((message) => message.from),
  ),
]

/** Deadlines by which the clock decides what a role decides that the deadline does not wait for. */
export const strayDeadlines = (machine: Machine): Finding[] =>
  machine.deadlines.flatMap((deadline) => {
    const message = machine.messages[deadline.message]
    const waitedFor = decidersOf(machine, deadline.fact)
    const fact = machine.facts[deadline.fact]?.name ?? ''
    return (message?.out ?? []).flatMap((output): Finding[] => {
      const decided = machine.facts[output.fact]
      if (decided === undefined || decided.first) return []
      const others = decidersOf(machine, output.fact, message).filter(
        (role) => !waitedFor.includes(role),
      )
      if (others.length === 0) return []
      return [
        {
          rule: 'deadline',
          sentence: `The deadline for '${fact}' lets the clock bind '${decided.name}', which '${others.join(`', '`)}' decides.`,
          mend: `Let '${others[0] ?? ''}' send that message with \`by: '${machine.facts[deadline.instant]?.name ?? ''}'\`.`,
          run: [],
        },
      ]
    })
  })

/** All that the text alone shows to be wrong. */
export const textFindings = (machine: Machine): Finding[] => [
  ...unboundFacts(machine),
  ...unsettled(machine),
  ...strayDeadlines(machine),
]
