/** The hash of a protocol: equal for two that behave alike, whatever their titles say. */
import { type Hash, hashOfJson, type Json } from '../../base/index.ts'
import { withoutAnnotations } from '../fact/json-schema.ts'
import type { FactForm, ProtocolForm } from '../form.ts'

/** The hash of a form, over its canonical JSON without titles and descriptions of schemas. */
export const hashOfForm = (form: ProtocolForm): Hash =>
  hashOfJson(
    jsonOf({ ...form, facts: Object.fromEntries(Object.entries(form.facts).map(untitled)) }),
  )

const untitled = ([name, fact]: readonly [string, FactForm]): readonly [string, unknown] => [
  name,
  { ...fact, schema: withoutAnnotations(fact.schema) },
]

/** The codec of forms: a form is JSON by its type's own shape. */
const jsonOf = (form: unknown): Json => form as Json
