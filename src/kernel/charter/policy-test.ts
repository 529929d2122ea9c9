/** What a gate may depend on: facts of the message's enactment, and the record of who holds a role. */
import type { Json } from '../../base/index.ts'
import { all as allOfSet, type All } from '../../protocol/index.ts'
import type { FactTest, PolicyTest, RecordTest } from '../charter-form.ts'

/** A test, with the words that it uses: `fact:spec.size` and `role:engineer`. */
export interface Test<Word extends string = string> {
  readonly form: PolicyTest
  /** The compiler's memory of the words; never there at run time. */
  readonly words?: Word
}

/** A comparison with a value. */
export interface Comparison {
  readonly is: FactTest['is']
  readonly value: Json
}

/** Greater than a number. */
export const above = (value: number): Comparison => ({ is: 'above', value })

/** Less than a number. */
export const below = (value: number): Comparison => ({ is: 'below', value })

/** The same JSON value. */
export const equal = (value: Json): Comparison => ({ is: 'equal', value })

/** Another JSON value, or none at all. */
export const unequal = (value: Json): Comparison => ({ is: 'unequal', value })

/** Compares a fact, or a value within it: `when('spec.size', above(10))`. */
export const when = <const Path extends string>(
  path: Path,
  { is, value }: Comparison,
): Test<`fact:${Path}`> => ({ form: { kind: 'fact', path, is, value } })

/** A record that a principal needs: reports that were kept, and how many may have been broken. */
export interface Earned<Role extends string> {
  /** The role whose holder is judged. */
  readonly by: Role
  /** At least so many kept; 0 unless said. */
  readonly kept?: number
  /** At most so many broken; 0 unless said. */
  readonly broken?: number
}

/** Whether the holder of a role has the record in a domain: `earned('change', { by: 'engineer', kept: 5 })`. */
export const earned = <const Role extends string>(
  domain: string,
  { by, kept = 0, broken = 0 }: Earned<Role>,
): Test<`role:${Role}`> => {
  const form: RecordTest = { kind: 'record', role: by, domain, keptMin: kept, brokenMax: broken }
  return { form }
}

/** The opposite of a test. */
export const not = <const Word extends string>(test: Test<Word>): Test<Word> => ({
  form: { kind: 'not', test: test.form },
})

/** Every one of these tests; of a path, what a protocol means by it: everybody of a role set. */
export function all<const Path extends string>(path: Path): All<Path>
export function all<const Word extends string>(...tests: readonly Test<Word>[]): Test<Word>
export function all(...tests: readonly [string] | readonly Test[]): All | Test {
  const [path] = tests
  if (typeof path === 'string') return allOfSet(path)
  return { form: { kind: 'all', tests: formsOf(tests) } }
}

/** At least one of these tests. */
export const any = <const Word extends string>(...tests: readonly Test<Word>[]): Test<Word> => ({
  form: { kind: 'any', tests: formsOf(tests) },
})

const formsOf = (tests: readonly (string | Test)[]): readonly PolicyTest[] =>
  tests.flatMap((test) => (typeof test === 'string' ? [] : [test.form]))
