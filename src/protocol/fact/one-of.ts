/** Branches: a fact whose value is exactly one of several named ones, such as `{ meets: … }`. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import {
  type AnySchema,
  type Checked,
  type FactSchema,
  type InputOf,
  makeFact,
  type ValueOf,
} from './fact.ts'
import { leastSettled } from './finality.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { checkNow } from './parse-fact.ts'

/** The branches of a fact, by name. */
export interface Branches {
  readonly [branch: string]: AnySchema
}

/** The nature of a fact with branches. */
export interface OneOfNature<B extends Branches> {
  readonly kind: 'value'
  readonly branches: B
}

/** A fact that is bound by one of its branches; `in: ['verdict.meets']` needs that branch. */
export type OneOf<B extends Branches> = FactSchema<
  { [Branch in keyof B]: { readonly [Only in Branch]: ValueOf<B[Branch]> } }[keyof B],
  { [Branch in keyof B]: { readonly [Only in Branch]: InputOf<B[Branch]> } }[keyof B],
  OneOfNature<B>
>

/** Declares branches. There is no other guard in a protocol, and the checker explores each. */
export const oneOf = <const B extends Branches>(branches: B): OneOf<B> => {
  const finality = leastSettled(Object.values(branches))
  return makeFact({
    nature: { kind: 'value', branches, ...(finality === undefined ? {} : { finality }) },
    jsonSchema: () => ({
      oneOf: Object.entries(branches).map(([name, schema]) => branchSchema(name, schema)),
    }),
    check: (value) => checkBranch<B>(branches, value),
  })
}

const branchSchema = (name: string, schema: AnySchema): JsonObject => ({
  type: 'object',
  properties: { [name]: jsonSchemaOf(schema, `branch '${name}'`) },
  required: [name],
  additionalProperties: false,
})

const checkBranch = <B extends Branches>(
  branches: B,
  value: unknown,
): Checked<ValueOf<OneOf<B>>> => {
  const names = Object.keys(branches)
  const [name, ...others] = isJsonObject(value) ? Object.keys(value) : []
  const schema = name === undefined ? undefined : branches[name]
  if (!isJsonObject(value) || name === undefined || schema === undefined || others.length > 0) {
    const expected = names.map((branch) => `{ ${branch}: … }`).join(' or ')
    return { issues: [{ message: `this must be ${expected}` }] }
  }
  const result = checkNow(schema, value[name])
  if (result.issues === undefined) return { value: branchValue<B>(name, result.value) }
  return {
    issues: result.issues.map(({ message, path }) => ({ message, path: [name, ...(path ?? [])] })),
  }
}

/** The codec of branch values: the name was found among the branches and its schema has judged. */
const branchValue = <B extends Branches>(name: string, value: unknown): ValueOf<OneOf<B>> =>
  ({ [name]: value }) as ValueOf<OneOf<B>>
