/** The answer of `firm why --json`: a fact, who said it, and from what. */
import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import { instantMs, jsonValue, position } from './json-value.ts'

/** A fact with its origin; `from` leads on, down to what nobody derived. */
export interface FactOrigin {
  readonly fact: string
  readonly value: Json
  readonly by: string
  readonly at: number
  /** seen, safe or final. */
  readonly settled: string
  readonly from: readonly FactOrigin[]
  /** The event that bound it, and its sentence. */
  readonly position?: number
  readonly says?: string
  /** What has become of it since, or why its value is withheld. */
  readonly note?: string
  /** Set where it was followed further up already, and where it leads deeper than one answer goes. */
  readonly again?: true
  readonly deeper?: true
}

/** The origin of a fact on the wire. */
export const factOrigin: z.ZodType<FactOrigin> = z.object({
  fact: z.string(),
  value: jsonValue,
  by: z.string(),
  at: instantMs,
  settled: z.string(),
  get from(): z.ZodType<readonly FactOrigin[]> {
    return z.array(factOrigin)
  },
  position: position.exactOptional(),
  says: z.string().exactOptional(),
  note: z.string().exactOptional(),
  again: z.literal(true).exactOptional(),
  deeper: z.literal(true).exactOptional(),
})
