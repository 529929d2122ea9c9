/** Schemas of the values that every line of the wire is made of. */
import { z } from 'zod'
import type { Json } from '../../base/index.ts'

/** Any JSON value. */
export const jsonValue: z.ZodType<Json> = z.json()

/** A SHA-256 as 64 lower-case hex digits. */
export const hashText: z.ZodType<string> = z.string().regex(/^[0-9a-f]{64}$/)

/** A position in the ledger: 0 is the empty ledger. */
export const position: z.ZodType<number> = z.int().min(0)

/** Milliseconds since 1970 UTC. */
export const instantMs: z.ZodType<number> = z.int().min(0)
