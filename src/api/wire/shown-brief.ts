/** The answer of `firm brief --json`: what a mind is given for one turn, with the receipt of what was left out. */
import { z } from 'zod'
import { briefTokens, type BriefTokensShown } from './brief-tokens.ts'
import { position } from './json-value.ts'

/** A piece of a brief, by its section and what it is about. */
export interface BriefPiece {
  readonly section: string
  readonly what: string
}

/** A brief with its receipt. */
export interface ShownBrief {
  readonly member: string
  /** Empty in the lobby, where a member looks for something to open. */
  readonly enactment: string
  readonly role: string
  readonly turn: string | null
  readonly text: string
  readonly tokens: number
  readonly receipt: {
    readonly position: number
    readonly tokensMax: number
    readonly tokens: number
    readonly tokensBy: BriefTokensShown
    readonly included: readonly BriefPiece[]
    readonly leftOut: readonly (BriefPiece & { readonly why: 'budget' | 'audience' })[]
  }
}

const count = z.int().min(0)
const piece = { section: z.string(), what: z.string() }

/** A brief on the wire. */
export const shownBrief: z.ZodType<ShownBrief> = z.object({
  member: z.string(),
  enactment: z.string(),
  role: z.string(),
  turn: z.string().nullable(),
  text: z.string(),
  tokens: count,
  receipt: z.object({
    position,
    tokensMax: count,
    tokens: count,
    tokensBy: briefTokens,
    included: z.array(z.object(piece)),
    leftOut: z.array(z.object({ ...piece, why: z.enum(['budget', 'audience']) })),
  }),
})
