/** One element of `firm check --json`: the verdict of the checker on one protocol. */
import { z } from 'zod'

/** A verdict; null means that the limit on states was reached before it could be told. */
export interface CheckedProtocol {
  readonly name: string
  /** The file, or what the file itself names as the source. */
  readonly source: string
  readonly safe: boolean | null
  readonly live: boolean | null
  readonly states: number
  readonly ms: number
  /** Empty where all is well. */
  readonly why: string
}

/** A verdict on the wire. */
export const checkedProtocol: z.ZodType<CheckedProtocol> = z.object({
  name: z.string(),
  source: z.string(),
  safe: z.boolean().nullable(),
  live: z.boolean().nullable(),
  states: z.int().min(0),
  ms: z.number().min(0),
  why: z.string(),
})
