/** One element of `firm intents --json`: a chosen message that waits at a gate. */
import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import { instantMs, jsonValue } from './json-value.ts'
import { premiseLine, type PremiseLine } from './log-line.ts'

/** An intent; `release` is when a veto window closes, null where only a person releases it. */
export interface WaitingIntent {
  readonly id: string
  readonly message: string
  readonly by: string
  readonly gate: string
  readonly release: number | null
  readonly bindings: { readonly [fact: string]: Json }
  readonly premises: readonly PremiseLine[]
}

/** An intent on the wire. */
export const waitingIntent: z.ZodType<WaitingIntent> = z.object({
  id: z.string(),
  message: z.string(),
  by: z.string(),
  gate: z.string(),
  release: instantMs.nullable(),
  bindings: z.record(z.string(), jsonValue),
  premises: z.array(premiseLine),
})
