/** What a host answers to a screen that reports its person: each intent that still waits, and its veto window. */
import { z } from 'zod'

/** An intent on a screen. */
export interface AttendedWindow {
  readonly intent: string
  /** Attended time until its window closes; null where it has none. */
  readonly leftMs: number | null
  /** Whether it then goes; else it stays held. */
  readonly goes: boolean
  /** Whether the person counts as being there, so that the window runs. */
  readonly isThere: boolean
}

/** The answer on the wire. */
export const attendedWindows: z.ZodType<readonly AttendedWindow[]> = z.array(
  z.object({
    intent: z.string(),
    leftMs: z.int().min(0).nullable(),
    goes: z.boolean(),
    isThere: z.boolean(),
  }),
)
