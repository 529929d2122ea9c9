/** The facts of an opening message, filled from a person's words: a key, a member, and one text. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import { candidates, type FirmState, principalOf } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'

/** What goes into the facts. */
export interface Words {
  readonly text: string
  readonly paths: readonly string[]
  readonly by: string
}

/** The facts of a message that opens a protocol; undefined where a text does not fill them. */
export const fillOffer = (
  state: FirmState,
  opening: { readonly form: ProtocolForm; readonly message: string },
  words: Words,
): JsonObject | undefined => {
  const { form, message } = opening
  const facts: { [name: string]: Json } = {}
  let taken = false
  for (const { fact } of form.messages[message]?.out ?? []) {
    const schema = form.facts[fact]?.schema ?? {}
    const value = form.key.includes(fact)
      ? freshKey(state, form.name, words.text)
      : schema['format'] === 'member'
        ? holderFor(state, form, { role: fact, by: words.by })
        : taken
          ? undefined
          : textAs(schema, words)
    if (value === undefined) return undefined
    if (!form.key.includes(fact) && schema['format'] !== 'member') taken = true
    facts[fact] = value
  }
  return taken ? facts : undefined
}

const textAs = (schema: JsonObject, { text, paths }: Words): Json | undefined => {
  if (schema['type'] === 'string' && schema['format'] === undefined) return text
  const { properties, required } = schema
  if (schema['type'] !== 'object' || !isJsonObject(properties)) return undefined
  if (!isJsonObject(properties['text']) || properties['text']['type'] !== 'string') return undefined
  const needed = Array.isArray(required) ? required : []
  const given: JsonObject = { text, ...('paths' in properties ? { paths: [...paths] } : {}) }
  return needed.every((name: Json) => typeof name === 'string' && name in given) ? given : undefined
}

/** The least busy member that may hold the role; where it must be distinct, not who asks. */
const holderFor = (
  state: FirmState,
  form: ProtocolForm,
  { role, by }: { readonly role: string; readonly by: string },
): string | undefined => {
  const able = candidates(state, role).filter((name) => state.members.get(name)?.paused !== true)
  const others = able.filter((name) => principalOf(state, name) !== principalOf(state, by))
  const isDistinct = form.distinct.some((group) => group.includes(role))
  const choice = isDistinct && others.length > 0 ? others : able
  return choice.toSorted((a, b) => loadOf(state, a) - loadOf(state, b) || (a < b ? -1 : 1))[0]
}

const loadOf = (state: FirmState, member: string): number =>
  [...state.open.values()].flatMap(({ roles }) =>
    [...roles.values()].filter((holder) => holder.member === member),
  ).length

const keyCharactersMax = 40

/** A key to read: the first words, and a number where they were used before. */
export const freshKey = (state: FirmState, protocol: string, text: string): string => {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, keyCharactersMax)
    .replaceAll(/^-+|-+$/g, '')
  const base = words === '' ? 'work' : words
  const isUsed = (key: string): boolean =>
    state.open.has(`${protocol}:${key}`) || state.used.has(`${protocol}:${key}`)
  if (!isUsed(base)) return base
  let number = 2
  while (isUsed(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}
