/** What rests on what within one enactment: the messages that fall when a fact, a receipt or a premise does. */
import { present } from '../base/index.ts'
import type { Machine, Message } from '../protocol/index.ts'
import { effectState } from '../protocol/machine/index.ts'
import type { Arrived, Enactment, Sent } from './enactment.ts'

/** What fell first. */
export interface Fallen {
  /** Whether a message said here rests on it by itself, by its premises or by name. */
  readonly isDirect: (name: string, sent: Sent) => boolean
  /** Facts bound here that no longer stand, by name. */
  readonly facts?: readonly string[]
  /** The message that another firm takes back. */
  readonly withdrawn?: string
  /** Messages whose receipt no longer stands, by name. */
  readonly receipts?: readonly string[]
}

/** Messages that must be said again, and the facts that they bound. */
export interface Stale {
  /** As they are kept in `sent` and `arrived`. */
  readonly messages: readonly string[]
  /** As they are kept in `facts`. */
  readonly facts: readonly string[]
}

/**
 * The messages that rest on what fell, directly or by what they read, less the one that opened the enactment: it
 * is the enactment's identity, and whoever sent it may cancel. What another firm said falls with what we told it;
 * what it says of its own facts it takes back itself. What the clock said falls with what it read alone: that an
 * instant has passed rests on nobody's word.
 */
export const staleIn = (enactment: Enactment, fallen: Fallen): Stale => {
  const { machine } = enactment
  const stale = new Map<string, Sent | Arrived>()
  const ours = new Set(fallen.facts)
  const facts = new Set(fallen.facts)
  const receipts = new Set(fallen.receipts)
  const opening = openingOf(enactment)
  for (const [name, said] of saidInOrder(enactment)) {
    const message = present(machine.messages[said.message], 'a message')
    const isTheirs = 'carries' in said
    const rests = isTheirs
      ? name === fallen.withdrawn ||
        (name !== opening && said.carries.some((fact) => ours.has(fact)))
      : name !== opening &&
        ((!message.clock && fallen.isDirect(name, said)) ||
          readsAny(machine, message, { facts, receipts }))
    if (!rests) continue
    stale.set(name, said)
    receipts.add(message.name)
    for (const fact of isTheirs ? lostOf(enactment, stale, said) : said.facts) {
      facts.add(fact)
      if (!isTheirs) ours.add(fact)
    }
  }
  return { messages: [...stale.keys()], facts: factKeys(enactment, stale) }
}

/** The facts that fall with these messages, as they are kept in `facts`. */
export const factsOfMessages = (
  enactment: Enactment,
  names: readonly string[],
): readonly string[] => {
  const said = saidInOrder(enactment).filter(([name]) => names.includes(name))
  return factKeys(enactment, new Map(said))
}

/**
 * The instants that pass once more when these facts are open again: a deadline that was kept by what fell is met by
 * nothing now.
 */
export const instantsAgain = (
  { machine, course }: Enactment,
  facts: readonly string[],
): { readonly again?: readonly string[] } => {
  const open = new Set(facts.map((key) => key.split('@')[0]))
  const nameOf = (fact: number): string => present(machine.facts[fact], 'a fact').name
  const again = machine.deadlines
    .filter(({ fact, instant }) => course.passed[instant] === 1 && open.has(nameOf(fact)))
    .map(({ instant }) => nameOf(instant))
    .filter((instant) => !open.has(instant))
  return again.length === 0 ? {} : { again: [...new Set(again)] }
}

/** Everything that was said in an enactment, here and elsewhere, in the order in which it became known here. */
export const saidInOrder = ({
  sent,
  arrived,
}: Enactment): readonly (readonly [string, Sent | Arrived])[] =>
  [...sent, ...arrived].toSorted(([, a], [, b]) => a.at - b.at)

/** The message that opened the enactment, under the name it is kept by. */
export const openingOf = (enactment: Enactment): string | undefined =>
  saidInOrder(enactment)[0]?.[0]

const readsAny = (
  machine: Machine,
  message: Message,
  gone: { readonly facts: ReadonlySet<string>; readonly receipts: ReadonlySet<string> },
): boolean =>
  message.in.some((test) =>
    test.effect
      ? gone.receipts.has(machine.messages[test.index]?.name ?? '')
      : gone.facts.has(machine.facts[test.index]?.name ?? ''),
  )

const factKeys = (
  enactment: Enactment,
  stale: ReadonlyMap<string, Sent | Arrived>,
): readonly string[] =>
  [...stale.values()].flatMap((said) => {
    if ('carries' in said) return lostOf(enactment, stale, said)
    const { facts, member } = said
    const keys = facts.map((fact) => (member === undefined ? fact : `${fact}@${member}`))
    return keys.filter((key) => enactment.facts.has(key))
  })

// What some other arrival carries stands without this one, and the key stands as long as the enactment.
const lostOf = (
  { arrived, facts, machine }: Enactment,
  stale: ReadonlyMap<string, Sent | Arrived>,
  said: Arrived,
): readonly string[] => {
  const carried = new Set(
    [...arrived].flatMap(([name, { carries }]) => (stale.has(name) ? [] : carries)),
  )
  return said.carries.filter(
    (fact) =>
      !carried.has(fact) && !machine.form.key.includes(fact) && facts.get(fact)?.by === said.from,
  )
}

/** Whether the ending that has begun was brought by one of these messages. */
export const bringEnding = (enactment: Enactment, messages: readonly string[]): boolean => {
  const { course, machine, sent, arrived } = enactment
  return messages.some((name) => {
    const said = sent.get(name) ?? arrived.get(name)
    const ends = machine.messages[said?.message ?? -1]?.ends ?? 0
    return ends !== 0 && ends === course.ending && !course.asked
  })
}

/** The state of the effect of a message as it is kept in `sent`. */
export const effectOf = (enactment: Enactment, name: string): number => {
  const sent = enactment.sent.get(name)
  if (sent === undefined) return effectState.none
  return holderOf(enactment, sent.member).effects[sent.message] ?? effectState.none
}

/** The place that holds what a member of a set said, or what anybody else did. */
export const holderOf = (
  { course }: Enactment,
  member: string | undefined,
): Pick<Enactment['course'], 'facts' | 'sent' | 'effects'> =>
  member === undefined
    ? course
    : present(
        course.cohorts.find(({ who }) => who === member),
        'a member of a set is in it',
      )
