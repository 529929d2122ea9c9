/** The verb `amend`: a waiting intent is vetoed and the operator's own message sent in its place, as one. */
import { z } from 'zod'
import { refused } from '../../base/index.ts'
import { findOut } from '../finding.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  intent: z.string(),
  by: z.string(),
  signature: z.string(),
  facts: z.record(z.string(), z.json()),
  because: z.string().default(''),
})

export const amend: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { options, state } = host
  const intent = state.intents.get(asked.intent)
  const [first] = intent?.messages ?? []
  if (intent === undefined || first === undefined) {
    const mend = '`firm intents` lists those that wait.'
    return refused('no-such-intent', `${asked.intent} does not wait`, mend)
  }
  // What is signed is what was typed, so values are judged here and sent as they were given.
  const { verdict } = await findOut(options, state, {
    chooser: { member: intent.by, enactment: intent.enactment },
    chosen: { ...first, facts: asked.facts },
  })
  const records = options.recollection.records()
  return await submit(host, { type: 'amend-intent', ...asked, verdict, records }, (events) => {
    const sent = events.find((event) => event.type === 'message-sent')
    return asJson({ intent: asked.intent, enactment: sent?.enactment ?? intent.enactment })
  })
})
