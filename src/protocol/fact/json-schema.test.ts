/** Every fact as JSON Schema: what a fact takes, a validator that knows nothing of Firm takes by its schema. */
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv'
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { git } from '../environment/git.ts'
import { processes } from '../environment/processes.ts'
import { each } from './each.ts'
import type { AnySchema } from './fact.ts'
import { jsonSchemaOf } from './json-schema.ts'
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

interface Case {
  readonly schema: AnySchema
  readonly takes: readonly unknown[]
  readonly refuses: readonly unknown[]
}

const price = { currency: 'USD', millionths: 5 }
const receipt = { transaction: '0x1', block: 7 }
const spec = { goal: 'ship', paths: ['a'] }
const specs = { takes: [spec], refuses: [{ goal: 'ship' }, { ...spec, paths: [1] }] }
const branches = oneOf({ meets: text(), fails: z.object({ findings: z.array(z.string()) }) })

const cases: { readonly [name: string]: Case } = {
  id: { schema: id(), takes: ['work 7/ä', 'pCc'], refuses: ['', 'a~2', 'a\nb', 'x'.repeat(201)] },
  member: { schema: member(), takes: ['eve'], refuses: ['', 7] },
  'a member drawn from a set': {
    schema: member('bidder', 'answer.bid'),
    takes: ['eve'],
    refuses: [''],
  },
  members: { schema: members(), takes: [[], ['eve', 'bob']], refuses: [['eve', 'eve'], 'eve'] },
  text: { schema: text(), takes: ['', 'x'], refuses: [3, null] },
  integer: { schema: integer({ min: 0 }), takes: [0, 2 ** 53 - 1], refuses: [-1, 0.5, 2 ** 53] },
  probability: { schema: probability(), takes: [0, 0.5, 1], refuses: [-0.1, 1.01, '0.5'] },
  instant: { schema: instant(), takes: [0, 8.64e15], refuses: [-1, 0.5, 8.64e15 + 2] },
  money: {
    schema: money(),
    takes: [price],
    refuses: [{ ...price, note: '' }, { currency: 'usd' }],
  },
  flag: { schema: flag(), takes: [true, false], refuses: [0, 'true'] },
  branches: {
    schema: branches,
    takes: [{ meets: '' }, { fails: { findings: ['x'] } }],
    refuses: [{}, { meets: '', fails: { findings: [] } }, { fails: { findings: [3] } }],
  },
  parts: {
    schema: each({ name: 'part' }),
    takes: [[{ key: 'a', facts: {} }]],
    refuses: [[], [{ key: 'a' }], [{ key: '', facts: {} }]],
  },
  commit: { schema: git('.').commit(), takes: ['a'.repeat(40)], refuses: ['abc123'] },
  command: {
    schema: processes('.').command(),
    takes: [['npm', 'test']],
    refuses: ['npm test', []],
  },
  'a receipt of a chain': {
    schema: onChain('final'),
    takes: [receipt],
    refuses: [{ transaction: '0x1' }, { ...receipt, block: -1 }],
  },
  'a personal value': {
    schema: personal(z.object({ street: z.string() }), 'customer'),
    takes: [{ street: 'Ring 1' }],
    refuses: [{ street: 1 }, {}],
  },
  'a value with finality': { schema: settles(money(), 'safe'), takes: [price], refuses: [5] },
  first: { schema: first(flag()), takes: [true], refuses: ['yes'] },
  only: { schema: only(probability(), ['asker']), takes: [0.5], refuses: [2] },
  stands: { schema: stands(branches, 'decision/{topic}'), takes: [{ meets: '' }], refuses: [''] },
  zod: { schema: z.object({ goal: z.string(), paths: z.array(z.string()) }), ...specs },
  valibot: {
    schema: toStandardJsonSchema(v.object({ goal: v.string(), paths: v.array(v.string()) })),
    ...specs,
  },
  arktype: { schema: type({ goal: 'string', paths: 'string[]' }), ...specs },
}

const judge = new AjvJsonSchemaValidator()

const ours = (schema: AnySchema, value: unknown): boolean => parseFact(schema, value, 'fact').ok

const theirs = (schema: AnySchema): ((value: unknown) => boolean) => {
  const validate = judge.getValidator(jsonSchemaOf(schema, 'fact'))
  return (value) => validate(value).valid
}

const named = Object.entries(cases)
const everything = named.flatMap(([, { takes, refuses }]) => [...takes, ...refuses])

describe('JSON Schema', () => {
  it.each(named)('of %s takes and refuses what the fact does', (_name, each) => {
    const isValid = theirs(each.schema)
    const judged = (values: readonly unknown[]) =>
      values.map((value) => [value, ours(each.schema, value), isValid(value)])
    expect(judged(each.takes)).toEqual(each.takes.map((value) => [value, true, true]))
    expect(judged(each.refuses)).toEqual(each.refuses.map((value) => [value, false, false]))
  })

  it.each(named)('of %s takes whatever the fact takes of all these values', (_name, { schema }) => {
    const isValid = theirs(schema)
    const lost = everything.filter((value) => ours(schema, value) && !isValid(value))
    expect(lost).toEqual([])
  })

  it.each(named)('of %s is this', (_name, { schema }) => {
    expect(jsonSchemaOf(schema, 'fact')).toMatchSnapshot()
  })
})
