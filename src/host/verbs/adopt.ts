/** The verb `adopt`: the charter on disk, signed by the operator, becomes the firm's. */
import { z } from 'zod'
import { type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({ by: z.string(), signature: z.string(), hash: z.string() })

export const adopt: HostVerb = hostVerb(args, async (desk, order) => await desk.adopt(order))
