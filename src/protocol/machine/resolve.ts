/** From names to indices: what a condition of the form reads, and where. */
import type { Condition, MessageForm, ProtocolForm, Receipt } from '../form.ts'
import { endingNumber } from './course.ts'
import { receiptState } from './knowledge.ts'
import type { Fact, MemberSet, Test } from './machine.ts'

/** Whose condition it is: a message of a set reads its own member's facts. */
export interface Reader {
  /** The set that sends, or -1. */
  readonly set: number
  /** Whether a member's fact may be read without `all` or `quorum`, as that of any one member. */
  readonly anyMember: boolean
}

/** The names of a protocol with their places. */
export interface Names {
  readonly form: ProtocolForm
  readonly facts: ReadonlyMap<string, Fact>
  readonly messages: ReadonlyMap<string, number>
  readonly sets: readonly MemberSet[]
}

/** A condition that cannot be resolved: what is wrong, and how to mend it. */
export interface Unresolved {
  readonly wrong: string
  readonly mend: string
}

export const isReceipt = (name: string | undefined): name is Receipt =>
  name === 'done' || name === 'failed' || name === 'refused'

/** The set whose members send the message, or -1. */
export const setOf = (names: Names, message: MessageForm | undefined): number =>
  message === undefined
    ? -1
    : names.sets.findIndex((set) => !set.parts && set.name === message.from)

interface Target {
  readonly effect: boolean
  readonly index: number
  readonly value: number
  readonly set: number
}

const ofFact = (fact: Fact, branch: string | undefined): Target | Unresolved => {
  const target = { effect: false, index: fact.index, set: Math.max(fact.set, fact.parts) }
  if (branch === undefined) return { ...target, value: 0 }
  if (fact.parts >= 0) {
    const ending = (['completed', 'failed', 'cancelled', 'expired', 'superseded'] as const).find(
      (each) => each === branch,
    )
    if (ending !== undefined) return { ...target, value: 1 + endingNumber(ending) }
    return {
      wrong: `a part never ends as '${branch}'`,
      mend: 'A part ends as completed, failed, cancelled, expired or superseded.',
    }
  }
  const index = fact.branches.indexOf(branch)
  if (index >= 0) return { ...target, value: 2 + index }
  const known = fact.branches.map((each) => `'${fact.name}.${each}'`).join(', ')
  return {
    wrong: `'${fact.name}' has no branch '${branch}'`,
    mend: known === '' ? `Read '${fact.name}'; it has no branches.` : `Its branches are ${known}.`,
  }
}

const ofEffect = (names: Names, name: string, branch: string | undefined): Target | Unresolved => {
  const message = names.form.messages[name]
  const index = names.messages.get(name)
  if (message === undefined || index === undefined) {
    return { wrong: `there is no fact '${name}'`, mend: `Declare '${name}' in \`facts\`.` }
  }
  if (!isReceipt(branch)) {
    return {
      wrong: `'${name}' is a message, not a fact`,
      mend: `Read '${name}.done', '${name}.failed' or '${name}.refused'.`,
    }
  }
  if (message.does === undefined && branch !== 'refused') {
    return {
      wrong: `'${name}' has no effect, so there is no '${name}.${branch}'`,
      mend: `Give '${name}' a \`does\`, or read a fact that it binds.`,
    }
  }
  return { effect: true, index, value: receiptState[branch], set: setOf(names, message) }
}

const target = (names: Names, condition: Condition): Target | Unresolved => {
  const fact = names.facts.get(condition.fact)
  if (fact === undefined) return ofEffect(names, condition.fact, condition.branch)
  const found = ofFact(fact, condition.branch)
  if (!('wrong' in found) || !isReceipt(condition.branch)) return found
  return names.messages.has(condition.fact)
    ? ofEffect(names, condition.fact, condition.branch)
    : found
}

const ofSet = (found: Target, condition: Condition): Test | Unresolved => {
  if (found.set < 0) {
    return {
      wrong: `\`${condition.kind}\` reads a role set, and '${condition.fact}' is one fact of all`,
      mend: `Read '${condition.fact}' by its name alone.`,
    }
  }
  const count = condition.kind === 'quorum' ? condition.count : 0
  return { ...found, where: condition.kind === 'quorum' ? 'quorum' : 'all', count }
}

/** The compiled condition, or why there is none. */
export const resolve = (names: Names, condition: Condition, reader: Reader): Test | Unresolved => {
  const found = target(names, condition)
  if ('wrong' in found) return found
  if (condition.kind !== 'fact') return ofSet(found, condition)
  const isPart = !found.effect && names.sets[found.set]?.parts === true
  if (found.set < 0 || (isPart && found.value === 0)) {
    return { ...found, set: -1, where: 'course', count: 0 }
  }
  if (found.set === reader.set) return { ...found, where: 'own', count: 0 }
  if (reader.anyMember) return { ...found, where: 'quorum', count: 1 }
  const path =
    condition.branch === undefined ? condition.fact : `${condition.fact}.${condition.branch}`
  return {
    wrong: `each member has a '${condition.fact}' of its own, and this reads one`,
    mend: `Read it by all('${path}') or quorum(n, '${path}').`,
  }
}
