/** The verbs `hold` and `end-hold`: standing paths stay as they are for minutes, or may change again; a lease is free. */
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

const endArgs = z.object({
  /** A hold, or an enactment that holds leases. */
  hold: z.string(),
  by: z.string().default(''),
})

export const endHold: HostVerb = hostVerb(endArgs, async ({ host }, { hold: name, by }) => {
  if (!host.state.open.has(name)) {
    return await submit(host, { type: 'end-hold', hold: name }, () => ({ hold: name }))
  }
  const lift = {
    type: 'lift-lease',
    enactment: name,
    because: 'the operator took it away',
  } as const
  return await submit(host, { ...lift, by }, (events) => {
    const lifted = events.find((event) => event.type === 'lease-lifted')
    return asJson({ hold: name, resources: lifted?.resources ?? [] })
  })
})
