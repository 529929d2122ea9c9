/** One element of `firm goals --json`: what the firm is after, and the work that is open under it. */
import { z } from 'zod'
import { position } from './json-value.ts'

/** A goal; `goal` itself is the charter's, those below it are standing facts. */
export interface FirmGoal {
  readonly path: string
  readonly text: string
  readonly owner: string
  readonly measure: string
  /** Of the standing fact; for the charter's goal, of the charter. */
  readonly version: number
  /** The position at which it was bound; null for the charter's. */
  readonly at: number | null
  readonly open: readonly string[]
}

/** A goal on the wire. */
export const firmGoal: z.ZodType<FirmGoal> = z.object({
  path: z.string(),
  text: z.string(),
  owner: z.string(),
  measure: z.string(),
  version: z.int().min(0),
  at: position.nullable(),
  open: z.array(z.string()),
})
