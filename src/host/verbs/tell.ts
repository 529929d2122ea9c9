/** The verb `tell`: a member's next turns begin with what the operator says. */
import { z } from 'zod'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  by: z.string(),
  member: z.string(),
  text: z.string().min(1),
  /** Empty for all of its open work. */
  enactment: z.string().default(''),
})

export const tell: HostVerb = hostVerb(args, async ({ host }, asked) =>
  submit(host, { type: 'tell-member', ...asked }, (events) => {
    const told = events.find((event) => event.type === 'member-told')
    return asJson({ member: asked.member, enactments: told?.enactments ?? [] })
  }),
)
