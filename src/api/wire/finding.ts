/** One element of `firm doctor --json`: what was looked at on this machine, and what was found. */
import { z } from 'zod'

/** How much a finding matters: a `missing` one keeps Firm from working, a `weaker` one does not. */
export type Health = 'well' | 'weaker' | 'missing'

/** What was found. */
export interface Finding {
  readonly what: string
  readonly health: Health
  readonly found: string
  /** What to do about it; absent where it is well. */
  readonly mend?: string
}

/** A finding on the wire. */
export const finding: z.ZodType<Finding> = z.object({
  what: z.string(),
  health: z.enum(['well', 'weaker', 'missing']),
  found: z.string(),
  mend: z.string().exactOptional(),
})
