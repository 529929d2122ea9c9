/** What a library protocol leaves to whoever takes it: a fact's schema, an effect or an environment. */
import { type FactSchema, makeFact } from './fact.ts'

/** The nature of an open fact. */
export interface GivenNature {
  readonly kind: 'value'
  readonly given: true
}

/** Left open; `with` puts a schema, an effect or an environment in its place. */
export type Given = FactSchema<unknown, unknown, GivenNature>

/** Leaves a fact, an effect or an environment to whoever takes the protocol `with` theirs. */
export const given = (): Given =>
  makeFact({
    nature: { kind: 'value', given: true },
    jsonSchema: () => ({}),
    check: () => ({ issues: [{ message: 'this fact is still open: fill it with `with`' }] }),
  })
