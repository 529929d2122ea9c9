/** What can be said about a fact besides its values: who decides, who reads, how long it stands. */
import type { JsonObject } from '../../base/index.ts'
import type { Finality } from '../form.ts'
import {
  type AnySchema,
  type FactSchema,
  type FactNature,
  type InputOf,
  makeFact,
  type NatureOf,
  natureOf,
  type ValueOf,
} from './fact.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { checkNow } from './parse-fact.ts'

/** A schema with something more said about it. */
export type Wrapped<Schema, Said> = FactSchema<
  ValueOf<Schema>,
  InputOf<Schema>,
  NatureOf<Schema> & Said
>

/** Several roles may bind it, and the book's order decides. Only at home. */
export const first = <Schema extends AnySchema>(
  schema: Schema,
): Wrapped<Schema, { readonly first: true }> => wrap(schema, { first: true })

/** Only these roles may read it; everybody else does not even learn what it was. */
export const only = <Schema extends AnySchema, const Roles extends readonly string[]>(
  schema: Schema,
  roles: Roles,
): Wrapped<Schema, { readonly audience: Roles }> => wrap(schema, { audience: roles })

/** A personal value: kept apart at any size, and erased with the subject that the fact names. */
export const personal = <Schema extends AnySchema, const Subject extends string>(
  schema: Schema,
  subject: Subject,
): Wrapped<Schema, { readonly personal: Subject }> => wrap(schema, { personal: subject })

/** It outlives its enactment under this path, such as `decision/{topic}`, in versions from 1. */
export const stands = <Schema extends AnySchema, const Path extends string>(
  schema: Schema,
  path: Path,
): Wrapped<Schema, { readonly stands: Path }> => wrap(schema, { stands: path })

/** It comes from an environment that may still take it back, unless it is `final`. */
export const settles = <Schema extends AnySchema, const F extends Finality>(
  schema: Schema,
  finality: F,
): Wrapped<Schema, { readonly finality: F }> => wrap(schema, { finality })

/**
 * Says more about a schema. The cast is the codec's: the value is checked by `schema` itself, and
 * the nature is its nature with `said` added.
 */
export const wrap = <Schema extends AnySchema, const Said extends Partial<FactNature>>(
  schema: Schema,
  said: Said,
): Wrapped<Schema, Said> => {
  const wrapped: FactSchema<unknown> = makeFact({
    nature: { ...natureOf(schema), ...said },
    jsonSchema: (): JsonObject => jsonSchemaOf(schema, 'the schema'),
    check: (value) => checkNow(schema, value),
  })
  return wrapped as Wrapped<Schema, Said>
}
