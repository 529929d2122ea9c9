/** The answer of `firm anchor --json`: where the ledger stands, to be kept elsewhere. */
import { z } from 'zod'
import { hashText, position } from './json-value.ts'

/** A position and the hash of the event there. */
export interface LedgerAnchor {
  readonly position: number
  readonly hash: string
}

/** An anchor on the wire. */
export const ledgerAnchor: z.ZodType<LedgerAnchor> = z.object({ position, hash: hashText })
