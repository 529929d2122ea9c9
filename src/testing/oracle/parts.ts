/** Parts as a message lists them: what their first messages will say, once it is sent. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { settle } from '../naive-checker/naive-rules.ts'
import type { Account } from './account.ts'
import type { Asked } from './policy.ts'
import type { Work } from './work.ts'

/** The first messages of all that a message splits off, and of what those do. */
export const partsIn = (
  account: Account,
  work: Work,
  sent: { readonly message: string; readonly facts: JsonObject },
): readonly Asked[] => {
  const protocols = account.charters.get(work.opened.charter)?.protocols ?? {}
  const below = (form: ProtocolForm, message: string, facts: JsonObject): readonly Asked[] =>
    (form.messages[message]?.out ?? []).flatMap(({ fact }) => {
      const child = protocols[form.facts[fact]?.child ?? '']
      const first = child === undefined ? undefined : openingIn(child)
      if (child === undefined || first === undefined) return []
      return listed(facts[fact]).flatMap((part) => {
        const said = factsIn(part)
        const read = (name: string): Json | undefined => said[name]
        const asked = { form: child, message: first, read, holderOf: () => undefined }
        return [asked, ...below(child, first, said)]
      })
    })
  return below(work.form, sent.message, sent.facts)
}

/** What the parent says that a part is to open with; undefined for what is no part, or is open already. */
export const plannedFacts = (account: Account, work: Work): JsonObject | undefined => {
  const { part, parent = '', key } = work.opened
  if (part === undefined || work.sent.size > 0) return undefined
  const list = listed(account.works.get(parent)?.facts.get(part))
  const found = list.find((one) => isJsonObject(one) && one['key'] === key)
  return found === undefined ? {} : factsIn(found)
}

/**
 * Ends the parts that can never open any more as cancelled (decision 0071): the whole is ending, or what they come after
 * ended otherwise than completed. No event says so.
 */
export const endLostParts = (account: Account, work: Work): void => {
  const eaches = Object.entries(work.form.facts).filter(([, { kind }]) => kind === 'each')
  const planned = eaches.flatMap(([fact, { child = '' }]) =>
    listed(work.facts.get(fact)).flatMap((part) => plannedOf(part, fact, child)),
  )
  const unopened = planned.filter(({ key, child }) => !account.opened.has(`${child}:${key}`))
  const endingOf = (key: string, fact: string) => work.world.own[key]?.[fact]
  for (;;) {
    const { law, world } = work
    const lost = unopened.find(
      ({ key, fact, after }) =>
        endingOf(key, fact) === undefined &&
        (world.ending !== '' ||
          after.some((one) => (endingOf(one, fact) ?? 'completed') !== 'completed')),
    )
    if (lost === undefined) return
    const own = { ...world.own[lost.key], [lost.fact]: 'cancelled' }
    work.world = settle(law, { ...world, own: { ...world.own, [lost.key]: own } })
  }
}

const plannedOf = (part: Json, fact: string, child: string) => {
  if (!isJsonObject(part) || typeof part['key'] !== 'string') return []
  const { key, after } = part
  return [{ key, fact, child, after: Array.isArray(after) ? after.map(String) : [] }]
}

/** The message that can be sent before anything is known. */
const openingIn = ({ messages }: ProtocolForm): string | undefined =>
  Object.entries(messages).find(
    ([, { in: reads, out, from }]) => reads.length === 0 && out.length > 0 && from !== 'clock',
  )?.[0]

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

const factsIn = (part: Json): JsonObject => {
  const facts = isJsonObject(part) ? part['facts'] : undefined
  return isJsonObject(facts) ? facts : {}
}
