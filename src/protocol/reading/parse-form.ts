/** From JSON to a protocol's form: what is not a protocol is refused, with the place and the mend. */
import { z } from 'zod'
import { accepted, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import type { ProtocolForm } from '../form.ts'
import { endings } from '../machine/course.ts'
import { mistakesOf } from '../rules/mistakes.ts'

/** Why a value is no protocol. */
export type NoProtocol = 'not-json' | 'not-a-protocol' | 'protocol-malformed'

/**
 * The protocol in a text, or in a value that was read from JSON. It may be trusted afterwards: its
 * names are checked as `protocol` checks them. Whether it is safe and live the checker says.
 */
export const parseProtocolForm = (source: unknown): Outcome<ProtocolForm, NoProtocol> => {
  const value = typeof source === 'string' ? fromText(source) : source
  if (value === undefined) {
    return refused('not-json', 'this is not JSON', 'Give the canonical form of a protocol as JSON.')
  }
  const shape = formShape.safeParse(value)
  if (!shape.success) {
    const { path, message } = shape.error.issues[0] ?? { path: [], message: 'it has another shape' }
    const place = path.length === 0 ? 'the protocol' : path.map(String).join('.')
    return refused(
      'not-a-protocol',
      `${place}: ${message}`,
      'Compare it with a form that Firm wrote.',
    )
  }
  const form = withoutAbsent(shape.data)
  const [mistake] = mistakesOf(form)
  if (mistake === undefined) return accepted(form)
  return refused('protocol-malformed', `${mistake.place}: ${mistake.sentence}`, mistake.mend)
}

const fromText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Zod types what is optional as possibly undefined; a value read from JSON has no undefined. */
const withoutAbsent = (value: unknown): ProtocolForm => value as ProtocolForm

const path = { fact: z.string(), branch: z.string().optional() }
const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fact'), ...path }),
  z.strictObject({ kind: z.literal('all'), ...path }),
  z.strictObject({ kind: z.literal('quorum'), count: z.int().min(1), ...path }),
])
const ending = z.enum(endings)
const names = z.array(z.string())
const jsonSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected a JSON Schema',
)

const fact = z.strictObject({
  kind: z.enum([
    'id',
    'member',
    'members',
    'text',
    'integer',
    'probability',
    'instant',
    'money',
    'flag',
    'value',
    'each',
  ]),
  schema: jsonSchema,
  branches: names.optional(),
  first: z.literal(true).optional(),
  audience: names.optional(),
  personal: z.string().optional(),
  stands: z.string().optional(),
  finality: z.enum(['seen', 'safe', 'final']).optional(),
  child: z.string().optional(),
  drawnFrom: z.strictObject({ role: z.string(), ...path }).optional(),
})

const effect = z.strictObject({
  environment: z.string(),
  verb: z.string(),
  reads: names,
  kind: z.enum(['revocable', 'irreversible']),
  doubt: z.enum(['key', 'ask', 'operator']),
})

const message = z.strictObject({
  from: z.string(),
  to: names,
  in: z.array(condition),
  not: z.array(condition),
  out: z.array(z.strictObject(path)),
  does: effect.optional(),
  ends: ending.optional(),
  round: z
    .strictObject({ from: z.string(), keep: names, max: z.int().min(1), then: ending })
    .optional(),
  by: z.string().optional(),
  undoes: z.string().optional(),
  lease: z.string().optional(),
})

const formShape = z.strictObject({
  format: z.literal(1, 'this is format 1; a newer Firm may read others'),
  name: z.string(),
  key: names,
  under: z.array(z.strictObject({ scope: z.string(), all: z.boolean() })),
  roles: z.array(z.strictObject({ name: z.string(), set: z.boolean() })),
  environments: z.record(z.string(), z.strictObject({ kind: z.string() })),
  distinct: z.array(names),
  facts: z.record(z.string(), fact),
  messages: z.record(z.string(), message),
  deadlines: z.array(
    z.strictObject({
      for: z.string(),
      at: z.string(),
      then: z.union([z.strictObject({ ends: ending }), z.strictObject({ message: z.string() })]),
    }),
  ),
  never: z.array(
    z.strictObject({ name: z.string(), in: z.array(condition), not: z.array(condition) }),
  ),
})
