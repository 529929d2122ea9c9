/** Schemas in a few words, from the language's own facts. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { git, id, integer, jsonSchemaOf, member, money, oneOf, text } from '../../protocol/index.ts'
import { branchSchema, shortSchema } from './short-schema.ts'

const Report = z.object({ note: z.string(), files: z.array(z.string()).optional() })

it('says in a few words what a message must bind', () => {
  const facts = {
    id: id(),
    text: text(),
    integer: integer(),
    member: member(),
    money: money(),
    commit: git('.').commit(),
    verdict: oneOf({ meets: Report, fails: Report }),
    size: z.enum(['small', 'large']),
    anything: z.unknown(),
  }
  const short = Object.entries(facts).map(
    ([name, schema]) => `${name}: ${shortSchema(jsonSchemaOf(schema, name))}`,
  )
  expect(short.join('\n')).toMatchInlineSnapshot(`
    "id: text
    text: text
    integer: integer
    member: member
    money: {currency: text, millionths: integer}
    commit: git-commit
    verdict: {meets: {note: text, files?: [text]}} | {fails: {note: text, files?: [text]}}
    size: "small" | "large"
    anything: anything"
  `)
})

it('says of a branch only what that branch binds', () => {
  const verdict = jsonSchemaOf(oneOf({ meets: Report, fails: Report }), 'verdict')
  expect(shortSchema(branchSchema(verdict, 'fails'))).toBe('{fails: {note: text, files?: [text]}}')
})
