/** JSON Schema of a fact, from the schema library's own converter, and without what no hash may rest on. */
import type { StandardJSONSchemaV1 } from '@standard-schema/spec'
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import { ProtocolError } from '../protocol-error.ts'
import type { AnySchema } from './fact.ts'

/**
 * The JSON Schema (draft 2020-12) of a schema's values. `place` names the fact in refusals.
 * Throws ProtocolError for a schema that gives none, or whose values JSON cannot hold.
 */
export const jsonSchemaOf = (schema: AnySchema, place: string): JsonObject => {
  const standard = schema['~standard']
  if (!isDescribed(standard)) throw undescribed(standard.vendor, place)
  let described: unknown
  try {
    described = standard.jsonSchema.output({ target: 'draft-2020-12' })
  } catch (cause) {
    throw cause instanceof ProtocolError ? within(place, cause) : unrepresentable(place, cause)
  }
  const plain: unknown = JSON.parse(JSON.stringify(described))
  if (!isJsonObject(plain)) throw undescribed(standard.vendor, place)
  const { $schema: _dialect, ...rest } = plain
  return rest
}

const isDescribed = (
  standard: AnySchema['~standard'],
): standard is AnySchema['~standard'] & StandardJSONSchemaV1.Props =>
  'jsonSchema' in standard && typeof standard.jsonSchema === 'object'

/** Keywords whose value is a map from names to schemas: its names are data, not keywords. */
const schemaMaps = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])
/** Keywords whose value is data. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples', 'required'])
/** Keywords that change no verdict. */
const annotations = new Set(['title', 'description', 'examples', '$comment'])

/** A JSON Schema without titles, descriptions, comments and examples; property names are kept. */
export const withoutAnnotations = (schema: Json): Json => {
  if (Array.isArray(schema)) return schema.map(withoutAnnotations)
  if (!isJsonObject(schema)) return schema
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword))
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, stripped(keyword, value)]))
}

const stripped = (keyword: string, value: Json): Json => {
  if (dataKeywords.has(keyword)) return value
  if (!schemaMaps.has(keyword) || !isJsonObject(value)) return withoutAnnotations(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, schema]) => [name, withoutAnnotations(schema)]),
  )
}

const within = (place: string, inner: ProtocolError): ProtocolError =>
  new ProtocolError('no-json-schema', `${place}, ${inner.message}`, {
    hint: inner.hint ?? '',
    data: inner.data,
  })

const undescribed = (vendor: string, place: string): ProtocolError =>
  new ProtocolError('no-json-schema', `${place}: the ${vendor} schema gives no JSON Schema`, {
    hint:
      vendor === 'valibot'
        ? "Wrap it: toStandardJsonSchema(schema) from '@valibot/to-json-schema'."
        : "Use a schema with '~standard'.jsonSchema, as zod 4.2, arktype 2.1.28 and Firm's own have.",
    data: { place, vendor },
  })

const unrepresentable = (place: string, cause: unknown): ProtocolError =>
  new ProtocolError(
    'no-json-schema',
    `${place}: JSON Schema cannot say these values (${cause instanceof Error ? cause.message : String(cause)})`,
    {
      hint: 'A fact is JSON: use text, numbers, lists and objects, and transform them where they are used.',
      data: { place },
      cause,
    },
  )
