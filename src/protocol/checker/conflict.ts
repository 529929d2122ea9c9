/** Conflicts: two who may bind one fact in the same state. */
import type { Course } from '../machine/course.ts'
import type { Machine, Message } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'

/** Two messages of different deciders that bind one fact; one message twice for two members of a set. */
export interface Conflict {
  readonly fact: string
  readonly messages: readonly [Message, Message]
}

interface Claim {
  readonly message: Message
  readonly cohort: number
}

const binds = (message: Message, fact: number, course: Course): boolean =>
  message.out.some((output) => output.fact === fact && !output.own) && course.facts[fact] === 0

const rivalOf = (
  course: Course,
  claims: readonly Claim[],
): readonly [Message, Message] | undefined => {
  const [first] = claims
  if (first === undefined) return undefined
  const rival = claims.find(
    (claim) => claim.message.from !== first.message.from || claim.cohort !== first.cohort,
  )
  if (rival !== undefined) return [first.message, rival.message]
  const crowd = claims.find((claim) => (course.cohorts[claim.cohort]?.count ?? 1) > 1)
  return crowd === undefined ? undefined : [crowd.message, crowd.message]
}

/** A conflict in this state, or undefined: the first by the order of facts. */
export const conflictIn = (machine: Machine, course: Course): Conflict | undefined => {
  const menu = enabled(machine, course)
  // One message of one sender meets no other.
  const [only] = menu
  if (only === undefined || (menu.length === 1 && only.cohort === undefined)) return undefined
  for (const fact of machine.facts) {
    if (fact.first || fact.set >= 0) continue
    const claims = menu
      .filter(({ message }) => binds(message, fact.index, course))
      .map(({ message, cohort }) => ({ message, cohort: cohort ?? -1 }))
    const messages = rivalOf(course, claims)
    if (messages !== undefined) return { fact: fact.name, messages }
  }
  return undefined
}
