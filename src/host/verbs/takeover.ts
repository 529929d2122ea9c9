/** The verbs `takeover` and `return`: a person acts in a member's place, or gives the place back. */
import { z } from 'zod'
import { type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  by: z.string(),
  member: z.string(),
  /** Only taking over is signed: giving back stops something. */
  signature: z.string().exactOptional(),
})

const changing = (type: 'begin-takeover' | 'end-takeover'): HostVerb =>
  hostVerb(args, async ({ host }, asked) =>
    submit(host, { type, ...asked }, () => ({ member: asked.member })),
  )

export const takeover: HostVerb = changing('begin-takeover')

export const giveBack: HostVerb = changing('end-takeover')
