/** One line of `firm log --json`: an event of the ledger as programs read it. */
import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import { hashText, instantMs, jsonValue, position } from './json-value.ts'

/** A standing fact at a version that something rested on. */
export interface PremiseLine {
  readonly path: string
  readonly version: number
}

/** An event. What an event has none of is null, so that every line has the same names. */
export interface LogLine {
  readonly position: number
  readonly at: number
  readonly type: string
  readonly enactment: string | null
  readonly message: string | null
  readonly by: string | null
  readonly host: string | null
  readonly facts: { readonly [name: string]: Json }
  readonly premises: readonly PremiseLine[]
  readonly hash: string
  /** What the event holds besides, by the names of the event. */
  readonly more: { readonly [name: string]: Json }
}

/** A premise on the wire. */
export const premiseLine: z.ZodType<PremiseLine> = z.object({
  path: z.string(),
  version: z.int().min(0),
})

/** A line of the log on the wire. */
export const logLine: z.ZodType<LogLine> = z.object({
  position,
  at: instantMs,
  type: z.string(),
  enactment: z.string().nullable(),
  message: z.string().nullable(),
  by: z.string().nullable(),
  host: z.string().nullable(),
  facts: z.record(z.string(), jsonValue),
  premises: z.array(premiseLine),
  hash: hashText,
  more: z.record(z.string(), jsonValue),
})
