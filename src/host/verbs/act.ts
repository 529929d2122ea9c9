/** The verb `act`: a person sends a message in their own name, in an enactment or to open one. */
import { z } from 'zod'
import { accepted, type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import type { Chosen } from '../../kernel/index.ts'
import { findOut } from '../finding.ts'
import type { Host } from '../host.ts'
import { submitWithPreviews } from '../preview.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({
  member: z.string(),
  /** Empty where the message opens a protocol. */
  enactment: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.json()),
  opens: z.string().exactOptional(),
})

export const act: HostVerb = hostVerb(args, async ({ host }, { member, ...move }) => {
  const { enactment, message, opens } = move
  const facts: JsonObject = move.facts
  const chosen = { enactment, message, facts, ...(opens === undefined ? {} : { opens }) }
  return await actAs(host, member, chosen)
})

/** Judges the values as those of any turn are judged, and sends. Answers the enactment it went to. */
export const actAs = async (
  host: Host,
  member: string,
  chosen: Chosen,
): Promise<Outcome<Json, string>> => {
  const found = await findOut(host.options, host.state, {
    chooser: { member, enactment: chosen.enactment },
    chosen,
  })
  const request = {
    type: 'act-as-member' as const,
    member,
    chosen: [found.chosen],
    cites: [],
    verdicts: [found.verdict],
    records: host.options.recollection.records(),
  }
  const verdict = await submitWithPreviews(host, request, [found])
  if (!verdict.ok) return refused(verdict.why, verdict.message)
  const held = verdict.events.find((event) => event.type === 'intent-held')
  const sent = verdict.events.find((event) => event.type === 'message-sent')
  return accepted(
    asJson({
      enactment: sent?.enactment ?? chosen.enactment,
      ...(held === undefined ? {} : { intent: held.intent }),
    }),
  )
}
