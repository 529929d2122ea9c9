/** The verbs `hold` and `end-hold`: standing paths stay as they are for minutes, or may change again. */
import { z } from 'zod'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const holdArgs = z.object({
  by: z.string(),
  paths: z.array(z.string().min(1)).min(1),
  forMs: z.int().min(1),
})

export const hold: HostVerb = hostVerb(holdArgs, async ({ host }, asked) =>
  submit(host, { type: 'take-hold', ...asked }, (events) => {
    const [taken] = events.flatMap((event) => (event.type === 'hold-taken' ? [event] : []))
    return asJson({ hold: taken?.hold ?? '', paths: asked.paths, until: taken?.until ?? 0 })
  }),
)

export const endHold: HostVerb = hostVerb(z.object({ hold: z.string() }), async ({ host }, asked) =>
  submit(host, { type: 'end-hold', ...asked }, () => ({ hold: asked.hold })),
)
