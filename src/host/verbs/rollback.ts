/** The verb `rollback`: an earlier charter, signed by the operator, is the firm's again. */
import { z } from 'zod'
import { type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({ by: z.string(), signature: z.string(), version: z.int().min(1) })

export const rollback: HostVerb = hostVerb(args, async (desk, order) => await desk.rollBack(order))
