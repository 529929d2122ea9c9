/** From a message with its facts to the machine's move: the same in judging it and in evolving by it. */
import { isJsonObject, type Json, type JsonObject, present } from '../base/index.ts'
import type { Machine, Message, Send } from '../protocol/index.ts'
import { type Enactment, memberKey } from './enactment.ts'

/** The number by which the course binds a value: 1, or 2 + i for branch i; undefined for no branch of the fact. */
export const branchOf = (
  machine: Machine,
  fact: number,
  value: Json | undefined,
): number | undefined => {
  const { branches } = present(machine.facts[fact], 'a machine names its facts')
  if (branches.length === 0) return 1
  if (!isJsonObject(value)) return undefined
  const named = Object.keys(value)
  const place = branches.indexOf(named[0] ?? '')
  return named.length === 1 && place >= 0 ? 2 + place : undefined
}

/** The facts that a message binds here, in the order of its `out`; in a round less what is kept. */
export const boundNames = (enactment: Enactment, message: Message): readonly string[] =>
  message.out.flatMap((output) => {
    const kept =
      enactment.course.first === message.index && (enactment.course.facts[output.fact] ?? 0) !== 0
    return kept ? [] : [present(enactment.machine.facts[output.fact], 'a fact').name]
  })

/** Who sends what, as events and choices say it. */
export interface Sending {
  readonly message: Message
  readonly by: string
  readonly facts: JsonObject
  readonly sets?: { readonly [role: string]: readonly string[] }
}

/** The machine's move for a sending, or undefined where a value fits no branch. */
export const sendMove = (enactment: Enactment, sending: Sending): Send | undefined => {
  const { machine } = enactment
  const { message } = sending
  const branches: number[] = []
  for (const output of message.out) {
    const { name } = present(machine.facts[output.fact], 'a machine names its facts')
    const given = sending.facts[name] ?? enactment.facts.get(name)?.value
    const branch = branchOf(machine, output.fact, given)
    if (branch === undefined) return undefined
    branches.push(branch)
  }
  const members = message.opens.map(
    (set) => sending.sets?.[present(machine.sets[set], 'a machine names its sets').name] ?? [],
  )
  return {
    kind: 'send',
    message: message.index,
    branches,
    ...(message.set < 0 ? {} : { cohort: cohortOf(enactment, message.set, sending.by) }),
    ...(message.opens.length === 0 ? {} : { members }),
  }
}

/** The place of a member's cohort in the course, or -1. */
export const cohortOf = (enactment: Enactment, set: number, who: string): number =>
  enactment.course.cohorts.findIndex((cohort) => cohort.set === set && cohort.who === who)

/** The message of a name, which the protocol has. */
export const messageOf = (machine: Machine, name: string): Message =>
  present(machine.messages[machine.messageNamed.get(name) ?? -1], 'the protocol has the message')

/** What a member may read by name: bound facts, its own of a set, with facts about to be bound first. */
export const factReader =
  (enactment: Enactment, member: string, fresh: JsonObject = {}) =>
  (name: string): Json | undefined =>
    fresh[name] ??
    enactment.facts.get(name)?.value ??
    enactment.facts.get(memberKey(name, member))?.value
