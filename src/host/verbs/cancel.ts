/** The verb `cancel`: an open enactment ends as cancelled; what it did and can undo is undone first. */
import { z } from 'zod'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({ by: z.string(), enactment: z.string(), because: z.string().default('') })

export const cancel: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { enactment } = asked
  return await submit(host, { type: 'end-enactment', as: 'cancelled', ...asked }, (events) =>
    asJson({
      enactment,
      ended: events.some((one) => one.type === 'enactment-ended' && one.enactment === enactment),
      undoing: events.flatMap((one) => (one.type === 'undo-started' ? [one.message] : [])),
    }),
  )
})
