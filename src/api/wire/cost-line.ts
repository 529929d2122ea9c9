/** One element of `firm cost --json`: what one role used in one protocol; what nobody reported is absent. */
import { z } from 'zod'
import { briefTokens, type BriefTokensShown } from './brief-tokens.ts'

/** A line of the accounts. Durations in ms, money in integer millionths by currency. */
export interface CostLineShown {
  readonly protocol: string
  readonly role: string
  readonly turnCount: number
  readonly emptyTurnCount: number
  readonly refusedCount: number
  readonly redoneCount: number
  readonly workingMs: number
  /** Turns whose time is not known, and not in `workingMs`. */
  readonly untimedCount: number
  readonly gateWaitMs: number
  readonly leaseWaitMs: number
  /** How many of the turns reported their tokens. */
  readonly meteredCount: number
  /** How many of the turns reported what they cost. */
  readonly pricedCount: number
  readonly tokensIn?: number
  readonly tokensOut?: number
  /** What the tokens of its briefs were, estimated, headings apart; absent where no brief told. */
  readonly briefTokens?: BriefTokensShown
  readonly money?: { readonly [currency: string]: number }
}

const count = z.int().min(0)

/** A line on the wire. */
export const costLine: z.ZodType<CostLineShown> = z.object({
  protocol: z.string(),
  role: z.string(),
  turnCount: count,
  emptyTurnCount: count,
  refusedCount: count,
  redoneCount: count,
  workingMs: count,
  untimedCount: count,
  gateWaitMs: count,
  leaseWaitMs: count,
  meteredCount: count,
  pricedCount: count,
  tokensIn: count.exactOptional(),
  tokensOut: count.exactOptional(),
  briefTokens: briefTokens.exactOptional(),
  money: z.record(z.string(), count).exactOptional(),
})
