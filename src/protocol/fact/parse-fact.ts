/** Judging one value by the schema of its fact; the host calls it before anything is bound. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import {
  accepted,
  encodeCanonical,
  type Json,
  NotCanonicalError,
  type Outcome,
  refused,
} from '../../base/index.ts'
import { ProtocolError } from '../protocol-error.ts'
import type { AnySchema, Checked } from './fact.ts'

/**
 * The value as the schema gives it back, or a refusal that says where it is wrong.
 * `place` names the fact in the refusal. Throws ProtocolError for a schema that answers later.
 */
export const parseFact = (
  schema: AnySchema,
  value: unknown,
  place: string,
): Outcome<Json, 'value-not-valid'> => {
  const result = checkNow(schema, value)
  if (result.issues !== undefined) {
    const sentences = result.issues.map((issue) => `${pathOf(place, issue)}: ${issue.message}`)
    return refused('value-not-valid', sentences.join('; '), 'Answer with a value of that kind.')
  }
  return parseJson(result.value, place)
}

/** What a schema says of a value at once; validation that needs to wait belongs to environments. */
export const checkNow = (schema: AnySchema, value: unknown): Checked<unknown> => {
  const result = schema['~standard'].validate(value)
  if (!(result instanceof Promise)) return result
  throw new ProtocolError(
    'schema-answers-later',
    `the ${schema['~standard'].vendor} schema validates asynchronously`,
    { hint: 'Take the asynchronous refinement out: what needs to ask the world is an effect.' },
  )
}

const pathOf = (place: string, issue: StandardSchemaV1.Issue): string =>
  (issue.path ?? []).reduce<string>((path, part) => {
    const key = typeof part === 'object' ? part.key : part
    return typeof key === 'number' ? `${path}[${key}]` : `${path}.${String(key)}`
  }, place)

const parseJson = (value: unknown, place: string): Outcome<Json, 'value-not-valid'> => {
  try {
    const json: Json = JSON.parse(encodeCanonical(value as Json))
    return accepted(json)
  } catch (cause) {
    if (!(cause instanceof NotCanonicalError)) throw cause
    return refused(
      'value-not-valid',
      `${place}: the value cannot be written as JSON`,
      'Use null, finite numbers, text, lists and objects.',
    )
  }
}
