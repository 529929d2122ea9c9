/** The verb `veto`: a waiting intent never happens; its content stays vetoed. */
import { z } from 'zod'
import { accepted, refused } from '../../base/index.ts'
import { type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({
  intent: z.string(),
  by: z.string(),
  because: z.string(),
  /** Refuses the message itself, whatever its content. */
  forGood: z.boolean().default(false),
})

export const veto: HostVerb = hostVerb(args, async ({ host }, vetoed) => {
  const verdict = await host.submit({ type: 'veto-intent', ...vetoed })
  return verdict.ok ? accepted({ intent: vetoed.intent }) : refused(verdict.why, verdict.message)
})
