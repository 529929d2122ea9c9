/** The verb `amend`: a waiting intent is vetoed and the operator's own message sent in its place, as one. */
import { z } from 'zod'
import {
  encodeCanonical,
  isJsonObject,
  type Json,
  type JsonObject,
  refused,
} from '../../base/index.ts'
import type { Chosen, FirmState } from '../../kernel/index.ts'
import { readFromContent } from '../content-value.ts'
import { findOut, formOf } from '../finding.ts'
import { contentNamedIn } from '../outside-value.ts'
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
  const personal = personalIn(state, first, asked.facts)
  if (personal !== undefined) {
    return refused(
      'personal-value',
      `${personal} is personal, and an amendment stands in the ledger as it was signed, for ever`,
      'Veto the intent, and send the message with `firm answer`: then the value can be erased.',
    )
  }
  const named = contentNamedIn(newWords(first, asked.facts))
  if (named !== undefined) {
    return refused('names-content', named, 'Leave out of the amendment what is to stay as it is.')
  }
  // What is signed is what was typed, so values are judged here and sent as they were given.
  const facts = await readFromContent(options.content, asked.facts)
  const { verdict } = await findOut(options, state, {
    chooser: { member: intent.by, enactment: intent.enactment },
    chosen: { ...first, facts: isJsonObject(facts) ? facts : asked.facts },
  })
  const records = options.recollection.records()
  return await submit(host, { type: 'amend-intent', ...asked, verdict, records }, (events) => {
    const sent = events.find((event) => event.type === 'message-sent')
    return asJson({ intent: asked.intent, enactment: sent?.enactment ?? intent.enactment })
  })
})

const isSame = (one: Json, other: Json): boolean => encodeCanonical(one) === encodeCanonical(other)

// What the intent said already may stand in content, and is only named again.
const newWords = (sent: Chosen, facts: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => !isSame(value, sent.facts[name] ?? null)),
  )

// New words would stand in the ledger.
const personalIn = (state: FirmState, sent: Chosen, facts: JsonObject): string | undefined => {
  const form = formOf(state, sent)
  const names = Object.keys(newWords(sent, facts))
  return names.find((name) => form?.facts[name]?.personal !== undefined)
}
