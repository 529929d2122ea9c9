/** The verb `approve`: a waiting intent is released, signed by who must approve it. */
import { z } from 'zod'
import { accepted, refused } from '../../base/index.ts'
import { type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({ intent: z.string(), by: z.string(), signature: z.string() })

export const approve: HostVerb = hostVerb(args, async ({ host }, { intent, by, signature }) => {
  const records = host.options.recollection.records()
  const verdict = await host.submit({ type: 'approve-intent', intent, by, signature, records })
  if (!verdict.ok) return refused(verdict.why, verdict.message)
  const lapsed = verdict.events.find((event) => event.type === 'intent-lapsed')
  if (lapsed !== undefined) return refused('lapsed', `${intent} lapsed: ${lapsed.why}`)
  return accepted({ intent })
})
