/** A JSON Schema in a few words, as a menu shows it. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'

const depthMax = 3

const words: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
}

/** The schema in short: `text`, `{paths: [text], size?: integer}`, `{meets: …} | {fails: …}`. */
export const shortSchema = (schema: Json | undefined, depth = 0): string => {
  if (!isJsonObject(schema)) return 'anything'
  if (schema['const'] !== undefined) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum']))
    return schema['enum'].map((one) => JSON.stringify(one)).join(' | ')
  const ways = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(ways)) return ways.map((way) => shortSchema(way, depth)).join(' | ')
  if (schema['type'] === 'array') return `[${shortSchema(schema['items'], depth + 1)}]`
  if (schema['type'] === 'object') return shortObject(schema, depth)
  const format = schema['format']
  if (typeof format === 'string') return format
  const { type } = schema
  return (typeof type === 'string' ? words[type] : undefined) ?? 'anything'
}

/** The one way of a branch fact that a message may bind, or the whole schema where it has no such ways. */
export const branchSchema = (schema: JsonObject | undefined, branch: string): Json | undefined => {
  const ways = schema?.['anyOf'] ?? schema?.['oneOf']
  if (!Array.isArray(ways)) return schema
  const items: readonly Json[] = ways
  return items.find(
    (way) => isJsonObject(way) && isJsonObject(way['properties']) && branch in way['properties'],
  )
}

const shortObject = (schema: JsonObject, depth: number): string => {
  const properties = schema['properties']
  if (!isJsonObject(properties) || depth >= depthMax) return '{…}'
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const fields = Object.entries(properties).map(
    ([name, one]) => `${name}${required.includes(name) ? '' : '?'}: ${shortSchema(one, depth + 1)}`,
  )
  return `{${fields.join(', ')}}`
}
