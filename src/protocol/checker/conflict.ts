/** Conflicts: two who may bind one fact in the same state. */
import type { Course } from '../machine/course.ts'
import type { Machine, Message } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import type { Finding } from './verdict.ts'

/** Two messages of different deciders that bind one fact; one message twice for two members of a set. */
export interface Conflict {
  readonly fact: string
  readonly messages: readonly [Message, Message]
}

/** A message that is on a menu, and the cohort that would send it; -1 where no set does. */
export interface Claim {
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
export const conflictIn = (machine: Machine, course: Course): Conflict | undefined =>
  conflictAmong(
    machine,
    course,
    enabled(machine, course).map(({ message, cohort }) => ({ message, cohort: cohort ?? -1 })),
  )

/** The same, where it is known already what is on the menus; a message may be named more than once. */
export const conflictAmong = (
  machine: Machine,
  course: Course,
  claims: readonly Claim[],
): Conflict | undefined => {
  // One message of one sender meets no other.
  const [only] = claims
  if (only === undefined || (claims.length === 1 && only.cohort < 0)) return undefined
  for (const fact of claimedFacts(machine, claims)) {
    const messages = rivalOf(
      course,
      claims.filter(({ message }) => binds(message, fact, course)),
    )
    if (messages !== undefined) return { fact: machine.facts[fact]?.name ?? '', messages }
  }
  return undefined
}

const claimedFacts = (machine: Machine, claims: readonly Claim[]): readonly number[] => {
  const claimed: number[] = []
  for (const { message } of claims) {
    for (const { fact, own } of message.out) {
      const declared = machine.facts[fact]
      if (own || declared?.first === true || (declared?.set ?? -1) >= 0) continue
      if (!claimed.includes(fact)) claimed.push(fact)
    }
  }
  return claimed.length > 1 ? claimed.sort((one, other) => one - other) : claimed
}

/** A conflict in words, with its mend. */
export const unsafeSentence = ({
  fact,
  messages: [one, other],
}: Conflict): Omit<Finding, 'run'> => {
  const who =
    one.from === other.from
      ? `two members of '${one.from}' may each send '${one.name}'`
      : `'${one.from}' may send '${one.name}' and '${other.from}' may send '${other.name}'`
  return {
    rule: 'unsafe',
    sentence: `After this run ${who}, and both bind '${fact}'.`,
    mend: `Let one role decide '${fact}', or declare it \`first(…)\` so that the book's order decides.`,
  }
}
