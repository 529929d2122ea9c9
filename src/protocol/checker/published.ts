/** Reads information protocols in the published format (BSPL as JSON): heads, and messages that carry parameters. */
import { z } from 'zod'
import { type Outcome, refused } from '../../base/index.ts'
import type { FactForm, MessageForm, ProtocolForm } from '../form.ts'

/**
 * A published protocol as ours, with what the format knows besides.
 *
 * There a role knows a parameter in the context of keys: a message reads what arrived with at least
 * one of its own keys. So each parameter becomes a fact for every set of keys that a message has,
 * `price|ID,item`, and an instance makes its parameters known in each context that it shares a key with.
 */
export interface PublishedProtocol {
  readonly source: string
  readonly form: ProtocolForm
  /** Parameters that are known once an enactment is complete. */
  readonly complete: readonly string[]
  /** By message: the facts that sender and receivers know once it is sent or received. */
  readonly tells: { readonly [message: string]: readonly string[] }
  /** By message: the keys that it binds. Where all are bound by anybody, it begins another enactment. */
  readonly begins: { readonly [message: string]: readonly string[] }
  /** The verdicts that were published with it. */
  readonly published: { readonly safe: boolean | undefined; readonly live: boolean | undefined }
}

/** The parameter that a fact in a context stands for. */
export const parameterOf = (fact: string): string => fact.split('|')[0] ?? fact

const keysIn = (fact: string): string[] => (fact.split('|')[1] ?? '').split(',')

/**
 * Whether two facts are one binding: the same parameter, and the keys of one among those of the
 * other. Under (order, item) and (order, parcel) the same name means two things.
 */
export const isOneBinding = (fact: string, other: string): boolean => {
  if (parameterOf(fact) !== parameterOf(other)) return false
  const [keys, others] = [keysIn(fact), keysIn(other)]
  return keys.every((key) => others.includes(key)) || others.every((key) => keys.includes(key))
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

const plainFact: FactForm = { kind: 'value', schema: {} }

type Message = z.infer<typeof message>
type Protocol = z.infer<typeof protocol>

/** The role that stands for whoever gives a protocol its `in` parameters. */
const outside = '*External*'

const namesWith = ({ params }: Message, ad: 'in' | 'out' | 'nil'): string[] =>
  Object.entries(params)
    .filter(([, each]) => each.ad === ad)
    .map(([name]) => name)

const keysOf = ({ params }: Message): string[] =>
  Object.entries(params)
    .filter(([, each]) => each.key)
    .map(([name]) => name)
    .sort()

const inContext = (parameter: string, keys: readonly string[]): string =>
  `${parameter}|${keys.join(',')}`

const messageOf = (from: Message): MessageForm => {
  const keys = keysOf(from)
  const read = (names: readonly string[]): MessageForm['in'] =>
    names.map((name) => ({ kind: 'fact', fact: inContext(name, keys) }))
  return {
    from: from.sender,
    to: from.recipients,
    in: from.sender === outside ? [] : read(namesWith(from, 'in')),
    not: read(namesWith(from, 'nil')),
    out: namesWith(from, 'out').map((name) => ({ fact: inContext(name, keys) })),
  }
}

/** A composition may use one name twice: each use is a message of its own. */
const named = (messages: readonly Message[]): [string, Message][] => {
  const uses = new Map<string, number>()
  return messages.map((each) => {
    const use = (uses.get(each.name) ?? 0) + 1
    uses.set(each.name, use)
    return [use === 1 ? each.name : `${each.name}#${use}`, each]
  })
}

const contextsOf = (from: Protocol): string[][] => {
  const sets = from.messages.map(keysOf)
  return [...new Map(sets.map((keys) => [keys.join(), keys])).values()]
}

/** What an instance makes known: its `in` and `out`, in every context that it shares a key with. */
const toldBy = (message: Message, contexts: readonly (readonly string[])[]): string[] => {
  const carried = [...namesWith(message, 'in'), ...namesWith(message, 'out')]
  const shared = contexts.filter((keys) => keys.some((key) => key in message.params))
  return shared.flatMap((keys) => carried.map((name) => inContext(name, keys)))
}

/** The facts that some message reads, forbids or binds: what is known in other contexts has no use. */
const usedFacts = (messages: readonly [string, Message][]): Set<string> =>
  new Set(
    messages.flatMap(([, message]) => {
      const { in: reads, not, out } = messageOf(message)
      return [...reads, ...not, ...out].map(({ fact }) => fact)
    }),
  )

const formOf = (from: Protocol, messages: readonly [string, Message][]): ProtocolForm => {
  const roles = new Set(from.messages.flatMap(({ sender, recipients }) => [sender, ...recipients]))
  return {
    format: 1,
    name: from.name,
    key: [],
    under: [],
    roles: [...roles].map((name) => ({ name, set: false })),
    environments: {},
    distinct: [],
    facts: Object.fromEntries([...usedFacts(messages)].map((name) => [name, plainFact])),
    messages: Object.fromEntries(messages.map(([name, message]) => [name, messageOf(message)])),
    deadlines: [],
    never: [],
  }
}

const publishedOf = (from: Protocol): PublishedProtocol => {
  const messages = named(from.messages)
  const contexts = contextsOf(from)
  const used = usedFacts(messages)
  const boundKeys = (message: Message): string[] =>
    keysOf(message).filter((key) => message.params[key]?.ad === 'out')
  const told = (message: Message): string[] =>
    toldBy(message, contexts).filter((fact) => used.has(fact))
  return {
    source: from.source,
    form: formOf(from, messages),
    complete: from.parameters.out,
    tells: Object.fromEntries(messages.map(([name, message]) => [name, told(message)])),
    begins: Object.fromEntries(messages.map(([name, message]) => [name, boundKeys(message)])),
    published: { safe: from.safe, live: from.live },
  }
}

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
