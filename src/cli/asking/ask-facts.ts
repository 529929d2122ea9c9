/** Asks for the facts of a message, one by one, as their schemas say. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { Asker } from './asker.ts'

/** Nobody answered. */
export const unanswered: unique symbol = Symbol('unanswered')

/** A value that was asked for. */
export type Asked = Json | typeof unanswered

/** Asks for a value by its JSON Schema; what is no text is written as words, branches are chosen. */
export const askFact = async (asker: Asker, name: string, schema: JsonObject): Promise<Asked> => {
  const { oneOf, enum: choices, type, properties } = schema
  if (Array.isArray(oneOf)) return await askBranch(asker, name, oneOf.filter(isJsonObject))
  if (Array.isArray(choices)) return await askChoice(asker, name, choices.map(String))
  if (type === 'object' && isJsonObject(properties)) {
    const value: { [part: string]: Json } = {}
    for (const [part, inner] of Object.entries(properties)) {
      const asked = await askFact(asker, `${name}.${part}`, isJsonObject(inner) ? inner : {})
      if (asked === unanswered) return unanswered
      value[part] = asked
    }
    return value
  }
  const said = await asker.ask(`  ${name}${hintFor(schema)}: `)
  if (said === undefined) return unanswered
  return fromWords(said, schema)
}

const hintFor = ({ type }: JsonObject): string => {
  if (type === 'array') return ' (several are parted by `;`)'
  return type === 'boolean' ? ' (yes or no)' : ''
}

const fromWords = (said: string, schema: JsonObject): Json => {
  const { type, items } = schema
  if (type === 'integer' || type === 'number') return Number(said)
  if (type === 'boolean') return /^(y|yes|true)$/i.test(said)
  if (type !== 'array') return said
  const inner = isJsonObject(items) ? items : {}
  const parts = said.split(';').map((part) => part.trim())
  return parts.filter((part) => part !== '').map((part) => fromWords(part, inner))
}

const askChoice = async (
  asker: Asker,
  name: string,
  choices: readonly string[],
): Promise<string | typeof unanswered> => {
  for (;;) {
    const said = await asker.ask(`  ${name} (${choices.join(', ')}): `)
    if (said === undefined) return unanswered
    const found = choices.filter((choice) => choice.startsWith(said) && said !== '')
    if (found.length === 1 && found[0] !== undefined) return found[0]
  }
}

const askBranch = async (
  asker: Asker,
  name: string,
  branches: readonly JsonObject[],
): Promise<Asked> => {
  const byName = new Map(
    branches.flatMap(({ properties }) =>
      isJsonObject(properties) ? Object.entries(properties).slice(0, 1) : [],
    ),
  )
  const chosen = await askChoice(asker, name, [...byName.keys()])
  if (chosen === unanswered) return unanswered
  const inner = byName.get(chosen)
  const value = await askFact(asker, `${name}.${chosen}`, isJsonObject(inner) ? inner : {})
  return value === unanswered ? unanswered : { [chosen]: value }
}
