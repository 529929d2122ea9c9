/** The verb `decide`: the operator rules on a topic; what stood there before is superseded, and who rests on it told. */
import { z } from 'zod'
import { type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { type FirmState, openingsOf } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { findOut } from '../finding.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { freshKey } from './offer-facts.ts'
import { submit } from './submit.ts'
import { textValue } from './text-value.ts'

const args = z.object({
  by: z.string(),
  text: z.string().min(1),
  /** The topic, such as `build` for `decision/build`. */
  scope: z.string().min(1),
})

type Asked = z.output<typeof args>

interface Ruling {
  readonly protocol: string
  readonly message: string
  readonly facts: JsonObject
}

export const decide: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { state, options } = host
  const [ruling] = rulingsIn(state, asked)
  if (ruling === undefined) return nobodyRules(state, asked)
  const { protocol: opens, message, facts } = ruling
  const chosen = { enactment: '', opens, message, facts }
  const found = await findOut(options, state, {
    chooser: { member: asked.by, enactment: '' },
    chosen,
  })
  const move = { member: asked.by, chosen: [found.chosen], cites: [], verdicts: [found.verdict] }
  const records = options.recollection.records()
  return await submit(host, { type: 'act-as-member', ...move, records }, (events) => {
    const sent = events.find((event) => event.type === 'message-sent')
    const told = events.flatMap((event) => (event.type === 'break-told' ? event.enactments : []))
    const [bound] = sent?.standing ?? []
    return asJson({
      enactment: sent?.enactment ?? null,
      path: bound?.path ?? `${root}/${asked.scope}`,
      version: bound?.version ?? 0,
      told,
    })
  })
})

const root = 'decision'

/** Openings of the operator that bind a standing fact below `decision` and take no other than key and topic. */
const rulingsIn = (state: FirmState, asked: Asked): readonly Ruling[] =>
  openingsOf(state, asked.by).flatMap(({ protocol, message }) => {
    const form = state.charter?.protocols[protocol]
    const facts = form === undefined ? undefined : rulingFacts(state, { form, message }, asked)
    return facts === undefined ? [] : [{ protocol, message, facts }]
  })

const rulingFacts = (
  state: FirmState,
  { form, message }: { readonly form: ProtocolForm; readonly message: string },
  asked: Asked,
): JsonObject | undefined => {
  const names = (form.messages[message]?.out ?? []).map(({ fact }) => fact)
  const ruled = names.find((name) => form.facts[name]?.stands?.startsWith(`${root}/{`) === true)
  const [, topic] = /^decision\/\{([^{}.]+)\}$/.exec(form.facts[ruled ?? '']?.stands ?? '') ?? []
  if (ruled === undefined || topic === undefined) return undefined
  const facts: { [name: string]: Json } = {}
  for (const name of names) {
    const value =
      name === topic
        ? asked.scope
        : name === ruled
          ? textValue(asked.text, form.facts[name]?.schema ?? {})
          : form.key.includes(name)
            ? freshKey(state, form.name, `${asked.scope} ${asked.text}`)
            : undefined
    if (value === undefined) return undefined
    facts[name] = value
  }
  return facts
}

const nobodyRules = (state: FirmState, { by }: Asked): Outcome<Json, string> =>
  refused(
    'no-decision',
    `the charter of ${state.name} has no protocol by which ${by} may rule on a topic`,
    'Take `decision` from the library into the charter, with the operator as its owner, and `firm apply` it.',
  )
