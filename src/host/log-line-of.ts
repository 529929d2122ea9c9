/** An event of the ledger as a line of the wire, whatever its type. */
import type { LogLine, PremiseLine } from '../api/index.ts'
import type { Json } from '../base/index.ts'
import type { FirmEvent } from '../kernel/index.ts'

/** Where an event stands. */
export interface EventPlace {
  readonly position: number
  readonly hash: string
}

/** The line of an event. Names that every line has are taken out; what remains is `more`. */
export const logLineOf = ({ position, hash }: EventPlace, event: FirmEvent): LogLine => {
  const { at, type, host, ...rest } = event
  const { enactment, message, by, facts, premises, ...more } = fieldsOf(rest)
  return {
    position,
    at,
    type,
    enactment: textIn(enactment),
    message: textIn(message) ?? firstMessage(more['messages']),
    by: textIn(by) ?? textIn(more['member']),
    host: host ?? null,
    facts: isRecord(facts) ? facts : {},
    premises: Array.isArray(premises) ? premises.flatMap(premiseIn) : [],
    hash,
    more,
  }
}

/** The event is JSON by construction: this codec only forgets which interface it had. */
const fieldsOf = (event: object): { readonly [name: string]: Json } =>
  event as { readonly [name: string]: Json }

const textIn = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** An intent that holds several messages is named after the first. */
const firstMessage = (messages: Json | undefined): string | null => {
  const first: unknown = Array.isArray(messages) ? messages[0] : undefined
  return isRecord(first) ? textIn(first['message']) : null
}

const isRecord = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const premiseIn = (value: unknown): readonly PremiseLine[] => {
  if (!isRecord(value)) return []
  const { path, version } = value
  return typeof path === 'string' && typeof version === 'number' ? [{ path, version }] : []
}
