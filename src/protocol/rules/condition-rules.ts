/** Rules of what is read: each path exists, and what a set has is read as a set's. */
import type { Condition, FactForm, ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { endings } from '../machine/course.ts'
import { formatCondition, oneOfNames, ownerOf, pathOf } from './readings.ts'

interface Place {
  readonly place: string
  /** The role that reads; absent for a line of `never`. */
  readonly role?: string
}

/** Mistakes in `in`, `not` and `never`. */
export const conditionMistakes = (form: ProtocolForm): readonly Mistake[] => {
  const read = (conditions: readonly Condition[], at: Place): readonly Mistake[] =>
    conditions.flatMap((condition) => mistakesOfOne(form, condition, at))
  return [
    ...Object.entries(form.messages).flatMap(([name, message]) => [
      ...read(message.in, { place: `messages.${name}.in`, role: message.from }),
      ...read(message.not, { place: `messages.${name}.not`, role: message.from }),
    ]),
    ...form.never.flatMap((line) => [
      ...read(line.in, { place: `never['${line.name}'].in` }),
      ...read(line.not, { place: `never['${line.name}'].not` }),
    ]),
  ]
}

const mistakesOfOne = (form: ProtocolForm, condition: Condition, at: Place): readonly Mistake[] => {
  const fact = form.facts[condition.fact]
  if (fact === undefined) return receiptMistakes(form, condition, at)
  return [
    ...branchMistakes(fact, condition, at.place),
    ...setMistakes(form, condition, at),
    ...countMistakes(condition, at.place),
  ]
}

const receiptMistakes = (
  form: ProtocolForm,
  condition: Condition,
  { place }: Place,
): readonly Mistake[] => {
  const path = pathOf(condition)
  const message = form.messages[condition.fact]
  if (message === undefined) {
    const sentence = `there is no fact '${path}'`
    return [{ place, sentence, mend: `Read one of ${oneOfNames(Object.keys(form.facts))}.` }]
  }
  const receipts = message.does === undefined ? ['refused'] : ['done', 'failed', 'refused']
  if (condition.kind === 'fact' && receipts.includes(condition.branch ?? '')) return []
  return [
    {
      place,
      sentence: `'${condition.fact}' is a message, and '${formatCondition(condition)}' is no receipt of it`,
      mend: `Read one of ${oneOfNames(receipts.map((receipt) => `${condition.fact}.${receipt}`))}.`,
    },
  ]
}

const branchMistakes = (
  fact: FactForm,
  condition: Condition,
  place: string,
): readonly Mistake[] => {
  const branches = fact.kind === 'each' ? endings : (fact.branches ?? [])
  if (condition.branch === undefined || branches.includes(condition.branch)) return []
  return [
    {
      place,
      sentence: `'${condition.fact}' has no branch '${condition.branch}'`,
      mend:
        branches.length === 0
          ? `Read '${condition.fact}', or declare its branches with oneOf.`
          : `Its branches are ${oneOfNames(branches)}.`,
    },
  ]
}

const setMistakes = (form: ProtocolForm, condition: Condition, at: Place): readonly Mistake[] => {
  const { place } = at
  const owner = ownerOf(form, condition.fact)
  const path = pathOf(condition)
  const isParts = form.facts[condition.fact]?.kind === 'each'
  if (condition.kind !== 'fact') {
    if (owner !== undefined || isParts) return []
    const sentence = `'${condition.fact}' is one fact, not one of each member of a set`
    return [{ place, sentence, mend: `Read it as '${path}'.` }]
  }
  if (isParts && condition.branch !== undefined) {
    const sentence = `each part of '${condition.fact}' ends on its own`
    return [{ place, sentence, mend: `Read them with all('${path}') or quorum(n, '${path}').` }]
  }
  if (owner === undefined || isOneOf(form, owner, at.role)) return []
  return [
    {
      place,
      sentence: `each '${owner}' has a '${condition.fact}' of its own`,
      mend: `Read them with all('${path}') or quorum(n, '${path}').`,
    },
  ]
}

/** A member reads its own; one drawn from the set is a member; a line of `never` means any. */
const isOneOf = (form: ProtocolForm, set: string, role: string | undefined): boolean =>
  role === undefined || role === set || form.facts[role]?.drawnFrom?.role === set

const countMistakes = (condition: Condition, place: string): readonly Mistake[] =>
  condition.kind !== 'quorum' || (Number.isSafeInteger(condition.count) && condition.count > 0)
    ? []
    : [
        {
          place,
          sentence: `a quorum of ${condition.count} is no number of members`,
          mend: 'Say a whole number from 1.',
        },
      ]
