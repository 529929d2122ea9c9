/** What waits for the operator, as the host tells it. */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'

const record = z.record(z.string(), z.json())

const move = z.object({
  enactment: z.string(),
  protocol: z.string(),
  message: z.string(),
  role: z.string(),
  roles: z.record(z.string(), z.string()),
  known: record,
  schema: record,
  summary: z.string(),
})

const intent = z.object({
  intent: z.string(),
  enactment: z.string(),
  by: z.string(),
  /** Whether its program can read the firm's own folder. */
  unfenced: z.boolean(),
  messages: z.array(z.string()),
  gate: z.string(),
  content: z.string(),
  preview: z.string(),
})

const still = z.object({
  why: z.string(),
  needsPerson: z.boolean(),
  about: z.string().exactOptional(),
})

/** A message that the operator may send now. */
export interface WaitingMove {
  readonly enactment: string
  readonly protocol: string
  readonly message: string
  readonly role: string
  /** Who holds which role there. */
  readonly roles: JsonObject
  readonly known: JsonObject
  /** JSON Schema of what it binds. */
  readonly schema: JsonObject
  readonly summary: string
}

/** An intent that waits for the operator's word. */
export interface HeldIntent {
  readonly intent: string
  readonly enactment: string
  readonly by: string
  readonly unfenced: boolean
  readonly messages: readonly string[]
  readonly gate: string
  readonly content: string
  readonly preview: string
}

/** Why nothing goes on, and whether only a person can change that. */
export interface StillReason {
  readonly why: string
  readonly needsPerson: boolean
  /** Names the matter where its words may change from one look to the next. */
  readonly about?: string
}

/** Everything that waits. */
export interface Waiting {
  readonly moves: readonly WaitingMove[]
  readonly intents: readonly HeldIntent[]
  /** Why nothing goes on, where nothing does and the operator has no move. */
  readonly still: readonly StillReason[]
}

const nothing: Waiting = { moves: [], intents: [], still: [] }

/** What waits for a member, in one piece of work or everywhere. */
export const readWaiting = async (
  client: FirmClient,
  asked: { readonly member: string; readonly work?: string },
): Promise<Waiting> => {
  const told = await client.call('waiting', { ...asked })
  if (!told.ok) return nothing
  return z
    .object({ moves: z.array(move), intents: z.array(intent), still: z.array(still) })
    .parse(told.value)
}

/**
 * The facts of a move that need not be asked for: who holds a role goes on holding it, and what an effect
 * said when it failed is what has to be told about it.
 */
export const foreseen = ({
  schema,
  roles,
  known,
}: WaitingMove): { readonly [fact: string]: Json } => {
  const facts: { [fact: string]: Json } = {}
  const failed = Object.values(known).flatMap((value) => {
    const why: unknown = isRecord(value) ? (value['says'] ?? value['why']) : undefined
    return typeof why === 'string' ? [why] : []
  })[0]
  for (const [name, fact] of factsOf(schema)) {
    const holder = roles[name]
    if (fact['format'] === 'member' && holder !== undefined) facts[name] = holder
    else if (fact['type'] === 'string' && failed !== undefined) facts[name] = failed
  }
  return facts
}

/** The facts that a move binds, with their schemas. */
export const factsOf = (
  schema: WaitingMove['schema'],
): readonly (readonly [string, { readonly [key: string]: Json }])[] => {
  const properties: unknown = schema['properties']
  if (!isRecord(properties)) return []
  return Object.entries(properties).map(([name, fact]) => {
    const found: unknown = fact
    return [name, isRecord(found) ? found : {}] as const
  })
}

const isRecord = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
