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
