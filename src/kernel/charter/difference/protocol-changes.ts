/** Protocols that come, go or change, message by message. */
import { encodeCanonical, isJsonObject, type Json } from '../../../base/index.ts'
import { hashOfForm, type MessageForm, type ProtocolForm } from '../../../protocol/index.ts'
import type { CharterForm } from '../../charter-form.ts'

/** What changes in the protocols of a firm. */
export const protocolChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const names = [...new Set([...Object.keys(before.protocols), ...Object.keys(after.protocols)])]
  return names.toSorted().flatMap((name) => {
    const [was, is] = [before.protocols[name], after.protocols[name]]
    if (is === undefined) return [`${name} can no longer be opened`]
    if (was === undefined) return [`${name} is new`]
    return isSameProtocol(was, is) ? [] : changesIn(was, is).map((said) => `${name}: ${said}`)
  })
}

/** Whether two forms behave alike, whatever their titles say. */
export const isSameProtocol = (was: ProtocolForm, is: ProtocolForm): boolean =>
  hashOfForm(was) === hashOfForm(is)

const changesIn = (was: ProtocolForm, is: ProtocolForm): readonly string[] => {
  const names = [...new Set([...Object.keys(was.messages), ...Object.keys(is.messages)])]
  const said = [
    ...names
      .toSorted()
      .flatMap((name) => messageChange(name, was.messages[name], is.messages[name])),
    ...factChanges(was, is),
    ...(same(was.roles, is.roles) ? [] : ['it has other roles']),
    ...(same(was.distinct, is.distinct) ? [] : ['other roles must be distinct']),
    ...(same(was.deadlines, is.deadlines) ? [] : ['it has other deadlines']),
    ...(same(was.under, is.under) ? [] : ['it rests on other standing facts']),
  ]
  return said.length === 0 ? ['it is another version'] : said
}

const messageChange = (
  name: string,
  was: MessageForm | undefined,
  is: MessageForm | undefined,
): readonly string[] => {
  if (is === undefined) return was === undefined ? [] : [`${was.from} may no longer ${name}`]
  if (was === undefined) return [`${is.from} may now ${name}`]
  if (was.from !== is.from) return [`${is.from} may now ${name}, instead of ${was.from}`]
  const [before, after]: readonly Json[] = [jsonOf(was), jsonOf(is)]
  if (!isJsonObject(before) || !isJsonObject(after)) return []
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = fields.filter((field) => !same(before[field], after[field]))
  return changed.length === 0 ? [] : [`${name} has other ${changed.toSorted().join(' and ')}`]
}

const factChanges = (was: ProtocolForm, is: ProtocolForm): readonly string[] => {
  const names = [...new Set([...Object.keys(was.facts), ...Object.keys(is.facts)])]
  return names.toSorted().flatMap((name) => {
    if (is.facts[name] === undefined) return [`the fact ${name} is gone`]
    if (was.facts[name] === undefined) return [`the fact ${name} is new`]
    return same(was.facts[name], is.facts[name]) ? [] : [`the fact ${name} has other values`]
  })
}

const same = (a: unknown, b: unknown): boolean =>
  encodeCanonical(jsonOf(a)) === encodeCanonical(jsonOf(b))

/** The codec of forms: a part of a form is JSON by its type's own shape; an absent one is null. */
const jsonOf = (part: unknown): Json => (part ?? null) as Json
