/** One element of `firm intents --json`: a chosen message that waits at a gate. */
import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import { instantMs, jsonValue } from './json-value.ts'
import { premiseLine, type PremiseLine } from './log-line.ts'

/**
 * An intent. `gate` is in the words of screens; `release` is the earliest instant at which its veto window or the
 * hold it waits for can end, null where only a person releases it.
 */
export interface WaitingIntent {
  readonly id: string
  readonly message: string
  readonly by: string
  /** Whether its member's programs can read the firm's own folder; null where that was not tried. */
  readonly unfenced: boolean | null
  readonly gate: string
  readonly release: number | null
  /** Its veto window: attended time until it closes, and whether it then goes or stays held. */
  readonly window: { readonly leftMs: number; readonly goes: boolean } | null
  readonly bindings: { readonly [fact: string]: Json }
  readonly premises: readonly PremiseLine[]
  /** Null where the message opens an enactment. */
  readonly enactment: string | null
  /** The member whose word releases it, or the hold that it waits for. */
  readonly waitsFor: string
  /** The hash of the content that shows what its effect would do. */
  readonly preview: string | null
}

/** An intent on the wire. */
export const waitingIntent: z.ZodType<WaitingIntent> = z.object({
  id: z.string(),
  message: z.string(),
  by: z.string(),
  unfenced: z.boolean().nullable(),
  gate: z.string(),
  release: instantMs.nullable(),
  window: z.object({ leftMs: z.int().min(0), goes: z.boolean() }).nullable(),
  bindings: z.record(z.string(), jsonValue),
  premises: z.array(premiseLine),
  enactment: z.string().nullable(),
  waitsFor: z.string(),
  preview: z.string().nullable(),
})
