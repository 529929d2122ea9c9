/** Decomposition: a fact whose value is a list of parts, each an enactment of a child protocol. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import { type Checked, type FactSchema, makeFact } from './fact.ts'

/** One part: its key, what its opening message binds, and the parts that must complete before it. */
export interface PartPlan {
  readonly key: string
  readonly facts: JsonObject
  readonly after?: readonly string[]
}

/** The nature of a fact that is split into parts. */
export interface EachNature<Child extends string> {
  readonly kind: 'each'
  readonly child: Child
}

/** Parts, each an enactment of the child protocol; the parent reads `all('parts.completed')`. */
export const each = <const Child extends string>(child: {
  readonly name: Child
}): FactSchema<readonly PartPlan[], readonly PartPlan[], EachNature<Child>> =>
  makeFact({
    nature: { kind: 'each', child: child.name },
    jsonSchema: () => partsSchema,
    check: checkParts,
  })

const partsSchema: JsonObject = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: {
      key: { type: 'string', minLength: 1 },
      facts: { type: 'object' },
      after: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    },
    required: ['key', 'facts'],
    additionalProperties: false,
  },
}

const checkParts = (value: unknown): Checked<readonly PartPlan[]> => {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPart)) {
    return { issues: [{ message: 'this must be a list of parts as { key, facts, after }' }] }
  }
  return orderIssue(value) ?? { value }
}

const isPart = (value: unknown): value is PartPlan => {
  if (!isJsonObject(value)) return false
  const { key, facts, after, ...surplus } = value
  const ordered =
    after === undefined || (Array.isArray(after) && after.every((each) => typeof each === 'string'))
  return (
    typeof key === 'string' &&
    key !== '' &&
    isJsonObject(facts) &&
    ordered &&
    Object.keys(surplus).length === 0
  )
}

/** Parts must have different keys, name only one another, and wait in no circle. */
const orderIssue = (parts: readonly PartPlan[]): Checked<readonly PartPlan[]> | undefined => {
  const keys = new Set(parts.map((part) => part.key))
  if (keys.size < parts.length) return { issues: [{ message: 'two parts have the same key' }] }
  const unknown = parts.flatMap((part) => part.after ?? []).find((key) => !keys.has(key))
  if (unknown !== undefined) return { issues: [{ message: `no part has the key '${unknown}'` }] }
  let waiting = [...parts]
  for (;;) {
    const names = new Set(waiting.map((part) => part.key))
    const next = waiting.filter((part) => part.after?.some((key) => names.has(key)))
    if (next.length === 0) return undefined
    if (next.length === waiting.length) {
      return { issues: [{ message: `the parts wait for one another: ${[...names].join(', ')}` }] }
    }
    waiting = next
  }
}
