/** Facts: which values they take, what JSON Schema they give, and what is said about them. */
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { git } from '../environment/git.ts'
import { processes } from '../environment/processes.ts'
import { each } from './each.ts'
import { type AnySchema, natureOf } from './fact.ts'
import { given } from './given.ts'
import { jsonSchemaOf, withoutAnnotations } from './json-schema.ts'
import { onChain } from './on-chain.ts'
import { oneOf } from './one-of.ts'
import { parseFact } from './parse-fact.ts'
import {
  flag,
  id,
  instant,
  integer,
  member,
  members,
  money,
  probability,
  text,
} from './plain-facts.ts'
import { first, only, personal, settles, stands } from './wrapped-facts.ts'

const branches = oneOf({ meets: text(), fails: z.object({ findings: z.array(z.string()) }) })
const sha = 'a'.repeat(40)

const parsed = (schema: AnySchema, value: unknown): unknown => {
  const outcome = parseFact(schema, value, 'fact')
  return outcome.ok ? outcome.value : outcome.message
}

describe('a value that its schema takes is given back', () => {
  it.each<[string, AnySchema, unknown]>([
    ['id', id(), 'work 7/ä'],
    ['member', member(), 'eve'],
    ['members', members(), ['eve', 'bob']],
    ['no members', members(), []],
    ['text', text(), ''],
    ['integer', integer(), -3],
    ['integer in its range', integer({ min: 1, max: 3 }), 3],
    ['probability', probability(), 0.5],
    ['instant', instant(), 1_700_000_000_000],
    ['money', money(), { currency: 'USD', millionths: -1 }],
    ['flag', flag(), false],
    ['branch', branches, { fails: { findings: ['x'] } }],
    ['commit', git('.').commit(), sha],
    ['command', processes('.').command(), ['npm', 'test']],
    [
      'parts',
      each({ name: 'part' }),
      [
        { key: 'a', facts: {} },
        { key: 'b', facts: {}, after: ['a'] },
      ],
    ],
    ['receipt of a chain', onChain('final'), { transaction: '0x1', block: 7 }],
    ['wrapped', first(only(personal(stands(settles(text(), 'final'), 'a/b'), 'c'), ['d'])), 'x'],
  ])('%s', (_name, schema, value) => {
    expect(parsed(schema, value)).toEqual(value)
  })
})

describe('a value that its schema does not take is refused in words', () => {
  it.each<[string, AnySchema, unknown]>([
    ['an id with a tilde', id(), 'a~2'],
    ['an empty id', id(), ''],
    ['a member twice', members(), ['eve', 'eve']],
    ['a number as text', text(), 3],
    ['a fraction', integer(), 0.5],
    ['an integer out of its range', integer({ max: 3 }), 4],
    ['a probability above 1', probability(), 1.01],
    ['a probability that is no number', probability(), Number.NaN],
    ['a negative instant', instant(), -1],
    ['money with a fraction', money(), { currency: 'USD', millionths: 0.5 }],
    ['money with a surplus', money(), { currency: 'USD', millionths: 1, note: '' }],
    ['two branches', branches, { meets: '', fails: { findings: [] } }],
    ['no branch', branches, {}],
    ['a wrong value in a branch', branches, { fails: { findings: [3] } }],
    ['a short commit', git('.').commit(), 'abc123'],
    ['a command as a line', processes('.').command(), 'npm test'],
    ['no parts', each({ name: 'part' }), []],
    ['parts in a circle', each({ name: 'part' }), [{ key: 'a', facts: {}, after: ['a'] }]],
    ['a receipt without block', onChain('seen'), { transaction: '0x1' }],
    ['an open fact', given(), 'x'],
    ['a foreign refusal', z.object({ paths: z.array(z.string()) }), { paths: [1] }],
    ['what JSON cannot say', z.unknown(), { big: 1n }],
  ])('%s', (_name, schema, value) => {
    expect(parsed(schema, value)).toMatchSnapshot()
  })
})

it('a schema that answers later is refused', () => {
  const later = z.string().refine(() => Promise.resolve(true))
  expect(() => parseFact(later, 'x', 'fact')).toThrow('the zod schema validates asynchronously')
})

describe('JSON Schema', () => {
  it('comes from the library of the schema', () => {
    expect(jsonSchemaOf(z.object({ goal: z.string() }), 'facts.spec')).toEqual({
      type: 'object',
      properties: { goal: { type: 'string' } },
      required: ['goal'],
      additionalProperties: false,
    })
    expect(jsonSchemaOf(type({ goal: 'string' }), 'facts.spec')).toEqual({
      type: 'object',
      properties: { goal: { type: 'string' } },
      required: ['goal'],
    })
  })
  it('of a schema that gives none is refused with the mend', () => {
    expect(() => jsonSchemaOf(oneOf({ a: v.string() }), 'facts.spec')).toThrow(
      "facts.spec, branch 'a': the valibot schema gives no JSON Schema",
    )
  })
  it('of values that JSON cannot hold is refused', () => {
    expect(() => jsonSchemaOf(z.date(), 'facts.due')).toThrow(
      'facts.due: JSON Schema cannot say these values (Date cannot be represented in JSON Schema)',
    )
  })
  it('loses its annotations and keeps properties of the same names', () => {
    const schema = {
      title: 'Spec',
      properties: { title: { type: 'string', description: 'x' }, examples: { type: 'array' } },
      default: { title: 'kept' },
    }
    expect(withoutAnnotations(schema)).toEqual({
      properties: { title: { type: 'string' }, examples: { type: 'array' } },
      default: { title: 'kept' },
    })
  })
})

describe('what is said about a fact', () => {
  it('adds up to one nature of the fact', () => {
    const said = first(only(personal(stands(settles(text(), 'safe'), 'a/{b}'), 'c'), ['d']))
    expect(natureOf(said)).toEqual({
      kind: 'text',
      finality: 'safe',
      stands: 'a/{b}',
      personal: 'c',
      audience: ['d'],
      first: true,
    })
  })
  it('is as settled as the least settled branch', () => {
    expect(natureOf(oneOf({ fast: onChain('seen'), slow: onChain('final') })).finality).toBe('seen')
    expect(natureOf(branches).finality).toBeUndefined()
  })
})
