/** The tokens of briefs by what they were, as `firm cost --json` and `firm brief --json` show them. */
import { z } from 'zod'

/** Estimated tokens; headings are in none of them. */
export interface BriefTokensShown {
  readonly task: number
  readonly memory: number
  readonly handOff: number
  readonly menu: number
  readonly repeated: number
}

const count = z.int().min(0)

/** They on the wire. */
export const briefTokens: z.ZodType<BriefTokensShown> = z.object({
  task: count,
  memory: count,
  handOff: count,
  menu: count,
  repeated: count,
})
