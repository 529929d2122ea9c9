/** Parts: the child enactments that a message splits work into, and the order between them. */
import { isJsonObject, type Json, type JsonObject, present } from '../base/index.ts'
import type { Machine, Message } from '../protocol/index.ts'

/** One part as its `each` fact lists it: the child's key, the facts of its first message, and what it waits for. */
export interface Part {
  /** The fact of the parent that lists it. */
  readonly fact: string
  /** The child protocol. */
  readonly child: string
  readonly key: string
  readonly facts: JsonObject
  /** Keys of the parts that must have completed before it opens. */
  readonly after: readonly string[]
}

const parsePart = (value: Json, fact: string, child: string): Part | undefined => {
  if (!isJsonObject(value) || typeof value['key'] !== 'string') return undefined
  const facts = value['facts']
  const after = value['after']
  return {
    fact,
    child,
    key: value['key'],
    facts: isJsonObject(facts) ? facts : {},
    after: Array.isArray(after) ? after.map(String) : [],
  }
}

/** The message that opens a part: the first that reads nothing and binds something. */
export const firstOf = ({ messages }: Machine): Message | undefined =>
  messages.find((message) => message.in.length === 0 && message.out.length > 0 && !message.clock)

/** The parts that a message lists in its `each` facts. */
export const partsOf = (machine: Machine, message: Message, facts: JsonObject): readonly Part[] =>
  message.out.flatMap((output) => {
    const { name, parts } = present(machine.facts[output.fact], 'a machine names its facts')
    const child = machine.form.facts[name]?.child
    const listed = facts[name]
    if (parts < 0 || child === undefined || !Array.isArray(listed)) return []
    return listed.flatMap((value) => parsePart(value, name, child) ?? [])
  })

/** What is wrong with the parts that a message lists, as a sentence: none, one without a key, a key twice, an order that never begins. */
export const wrongSplit = (
  machine: Machine,
  message: Message,
  facts: JsonObject,
): string | undefined => {
  for (const { fact } of message.out) {
    const { name, parts } = present(machine.facts[fact], 'a machine names its facts')
    if (parts < 0) continue
    const listed = partsOf(machine, message, facts).filter((part) => part.fact === name)
    const value = facts[name]
    if (listed.length === 0) return `${name} lists no part: give each a key and its facts`
    if (Array.isArray(value) && listed.length < value.length) {
      return `${name} lists a part without a key`
    }
    const keys = listed.map(({ key }) => key)
    const twice = keys.find((key, place) => keys.indexOf(key) < place)
    if (twice !== undefined) return `${name} lists the part ${twice} twice`
    const stuck = stuckPart(listed)
    if (stuck !== undefined) {
      return `the part ${stuck.key} of ${name} comes after ${stuck.after.join(' and ')}, which never comes before it`
    }
  }
  return undefined
}

/** The first part that could not open though all that can have completed: it waits for itself or for what is not listed. */
const stuckPart = (listed: readonly Part[]): Part | undefined => {
  const done = new Set<string>()
  for (let grew = true; grew;) {
    const ready = listed.filter(
      ({ key, after }) => !done.has(key) && after.every((one) => done.has(one)),
    )
    for (const { key } of ready) done.add(key)
    grew = ready.length > 0
  }
  return listed.find(({ key }) => !done.has(key))
}
