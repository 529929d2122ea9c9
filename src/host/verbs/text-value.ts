/** A person's text as the value of a fact, as its JSON Schema says: text, number, choice, or one of its branches. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'

/** The value; undefined where the text does not give one. */
export const textValue = (text: string, schema: JsonObject): Json | undefined => {
  const { type, enum: choices, oneOf, properties, required } = schema
  if (Array.isArray(choices)) return choices.includes(text) ? text : undefined
  if (type === 'number' || type === 'integer') return numberIn(text)
  if (type === 'boolean') return booleans.get(text.toLowerCase())
  if (type === 'string') return text
  if (Array.isArray(oneOf)) return branchIn(text, oneOf.filter(isJsonObject))
  const parsed = parseJson(text)
  if (parsed !== undefined) return parsed
  if (type !== 'object') return type === undefined ? text : undefined
  const needed = Array.isArray(required) ? required : []
  const takesText = isJsonObject(properties) && 'text' in properties
  return takesText && needed.every((name: Json) => name === 'text') ? { text } : undefined
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
])

const numberIn = (text: string): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined
}

// `meets` alone, `meets: all tests pass`, or the whole branch as JSON.
const branchIn = (text: string, branches: readonly JsonObject[]): Json | undefined => {
  const parsed = parseJson(text)
  if (isJsonObject(parsed)) return parsed
  const [, name = '', rest = ''] = /^([^\s:]+)\s*:?\s*([^]*)$/.exec(text) ?? []
  for (const { properties } of branches) {
    const inner = isJsonObject(properties) ? properties[name] : undefined
    if (!isJsonObject(inner)) continue
    const value = textValue(rest, inner)
    return value === undefined ? undefined : { [name]: value }
  }
  return undefined
}

const parseJson = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) || Array.isArray(value) ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
