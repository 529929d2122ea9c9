/** What a fact is: a Standard Schema that may also say how the kernel treats its values. */
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { JsonObject } from '../../base/index.ts'
import type { FactKind, Finality } from '../form.ts'

/** Any schema that follows the Standard Schema convention: zod, valibot, arktype or Firm's own. */
export type AnySchema = StandardSchemaV1

/** What a schema of Firm's says besides which values are valid. A foreign schema says nothing. */
export interface FactNature {
  readonly kind: FactKind
  readonly branches?: { readonly [branch: string]: AnySchema }
  readonly first?: true
  readonly audience?: readonly string[]
  readonly personal?: string
  readonly stands?: string
  readonly finality?: Finality
  readonly child?: string
  readonly drawnFrom?: { readonly role: string; readonly path: string }
  /** Left open by a library protocol; `with` puts a schema in its place. */
  readonly given?: true
}

/** A schema of Firm's own. `Value` is what is known, `Input` what a member may answer. */
export interface FactSchema<Value, Input = Value, Nature extends FactNature = FactNature> {
  readonly '~standard': StandardSchemaV1.Props<Input, Value> &
    StandardJSONSchemaV1.Props<Input, Value>
  readonly nature: Nature
}

/** The values of a fact, as a handler knows them. */
export type ValueOf<Schema> = Schema extends {
  readonly '~standard': { readonly types?: infer Types }
}
  ? NonNullable<Types> extends { readonly output: infer Value }
    ? Value
    : unknown
  : never

/** The values that a member may answer for a fact, before the schema has seen them. */
export type InputOf<Schema> = Schema extends {
  readonly '~standard': { readonly types?: infer Types }
}
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : never

/** What a schema says about its fact; for a foreign one that it is a plain value. */
export type NatureOf<Schema> = Schema extends { readonly nature: infer Nature extends FactNature }
  ? Nature
  : { readonly kind: 'value' }

/** The outcome of checking one value: the value, or sentences about what is wrong with it. */
export type Checked<Value> = StandardSchemaV1.Result<Value>

/** What a schema of Firm's is made from. */
export interface FactRule<Value, Nature extends FactNature> {
  readonly nature: Nature
  /** Called when a protocol takes the schema, so that refusals can name the fact. */
  readonly jsonSchema: () => JsonObject
  readonly check: (value: unknown) => Checked<Value>
}

/** Makes a fact schema that follows both Standard Schema and Standard JSON Schema. */
export const makeFact = <Value, Input, Nature extends FactNature>(
  rule: FactRule<Value, Nature>,
): FactSchema<Value, Input, Nature> => ({
  '~standard': {
    version: 1,
    vendor: 'firm',
    validate: rule.check,
    jsonSchema: { input: rule.jsonSchema, output: rule.jsonSchema },
  },
  nature: rule.nature,
})

/** What a schema says about its fact at run time. */
export const natureOf = (schema: AnySchema): FactNature =>
  isFact(schema) ? schema.nature : { kind: 'value' }

const isFact = (schema: AnySchema): schema is AnySchema & { readonly nature: FactNature } =>
  schema['~standard'].vendor === 'firm' && 'nature' in schema
