/** Parts as a message lists them: what their first messages will say, once it is sent. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
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
