/** Reads information protocols in the published format (BSPL as JSON): heads, and messages that carry parameters. */
import { z } from 'zod'
import { type Outcome, refused } from '../../base/index.ts'
import type { FactForm, MessageForm, ProtocolForm } from '../form.ts'

/** A published protocol as ours, with what the format knows besides. */
export interface PublishedProtocol {
  readonly source: string
  readonly form: ProtocolForm
  /** All of these are known once an enactment is complete. */
  readonly complete: readonly string[]
  /** By role: what it knows from outside before the first message. */
  readonly given: { readonly [role: string]: readonly string[] }
  /** The verdicts that were published with it. */
  readonly published: { readonly safe: boolean | undefined; readonly live: boolean | undefined }
}

const parameter = z.object({ ad: z.enum(['in', 'out', 'nil']), key: z.boolean() })
const message = z.object({
  name: z.string(),
  sender: z.string(),
  recipients: z.array(z.string()),
  params: z.record(z.string(), parameter),
})
const protocol = z.object({
  source: z.string().default(''),
  name: z.string(),
  parameters: z.object({ out: z.array(z.string()), in: z.array(z.string()) }),
  messages: z.array(message),
  safe: z.boolean().optional(),
  live: z.boolean().optional(),
})

type Message = z.infer<typeof message>
type Protocol = z.infer<typeof protocol>

/** The role that stands for whoever gives a protocol its `in` parameters. */
const outside = '*External*'

const namesWith = ({ params }: Message, ad: 'in' | 'out' | 'nil'): string[] =>
  Object.entries(params)
    .filter(([, each]) => each.ad === ad)
    .map(([name]) => name)

const fact: FactForm = { kind: 'value', schema: {} }

const messageOf = (from: Message): MessageForm => ({
  from: from.sender,
  to: from.recipients,
  in: namesWith(from, 'in').map((name) => ({ kind: 'fact', fact: name })),
  not: namesWith(from, 'nil').map((name) => ({ kind: 'fact', fact: name })),
  out: namesWith(from, 'out').map((name) => ({ fact: name })),
})

/** A composition may use one name twice: each use is a message of its own. */
const named = (messages: readonly Message[]): [string, MessageForm][] => {
  const uses = new Map<string, number>()
  return messages.map((each) => {
    const use = (uses.get(each.name) ?? 0) + 1
    uses.set(each.name, use)
    return [use === 1 ? each.name : `${each.name}#${use}`, messageOf(each)]
  })
}

const formOf = (from: Protocol): ProtocolForm => {
  const roles = new Set(from.messages.flatMap(({ sender, recipients }) => [sender, ...recipients]))
  const names = new Set([
    ...from.parameters.in,
    ...from.parameters.out,
    ...from.messages.flatMap(({ params }) => Object.keys(params)),
  ])
  return {
    format: 1,
    name: from.name,
    key: [],
    under: [],
    roles: [...roles].map((name) => ({ name, set: false })),
    environments: {},
    distinct: [],
    facts: Object.fromEntries([...names].map((name) => [name, fact])),
    messages: Object.fromEntries(named(from.messages)),
    deadlines: [],
    never: [],
  }
}

const publishedOf = (from: Protocol): PublishedProtocol => ({
  source: from.source,
  form: formOf(from),
  complete: from.parameters.out,
  given: { [outside]: from.parameters.in },
  published: { safe: from.safe, live: from.live },
})

/** The protocols of a parsed JSON file in the published format, or where it is none. */
export const parsePublished = (
  json: unknown,
): Outcome<readonly PublishedProtocol[], 'not-published-protocols'> => {
  const parsed = z.array(protocol).safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data.map(publishedOf) }
  const [issue] = parsed.error.issues
  return refused(
    'not-published-protocols',
    `at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'not an array of protocols'}`,
    'Each protocol has `name`, `parameters` with `in` and `out`, and `messages` with `sender`, `recipients` and `params`.',
  )
}
