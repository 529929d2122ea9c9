/** The verbs `pause` and `resume`: a member, or the whole firm, stops or goes on. */
import { z } from 'zod'
import { type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  by: z.string(),
  /** Empty for the whole firm. */
  member: z.string(),
  because: z.string().default(''),
})

const pausing = (type: 'pause-member' | 'resume-member'): HostVerb =>
  hostVerb(args, async ({ host }, asked) =>
    submit(host, { type, ...asked }, () => ({ member: asked.member })),
  )

export const pause: HostVerb = pausing('pause-member')

export const resume: HostVerb = pausing('resume-member')
