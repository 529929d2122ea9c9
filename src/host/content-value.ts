/**
 * Values that stand in content: large ones, and whatever is personal. The ledger holds their names, the kernel
 * never looks inside, and who may read a fact is shown what it says, or who erased it and when.
 */
import {
  encodeCanonical,
  isJsonObject,
  type Json,
  type JsonObject,
  parseHash,
} from '../base/index.ts'
import { type Content, inlineFactBytesMax } from '../ledger/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'

/** The name by which a value in content is known in the ledger. */
const marker = '$content'

/** A field of a large object that is longer than this goes to content. */
const fieldBytesMax = 2_048

/** What is needed to move a message's facts to content. */
export interface Moving {
  readonly content: Content
  /** Called before and after each durable write. */
  readonly reach: (point: 'host: before content' | 'host: after content') => void
}

/**
 * The facts with large and personal values moved to content, durably, before any event names them. A branch stays
 * in the ledger, since the kernel reads it; what it says is moved.
 */
export const moveToContent = async (
  moving: Moving,
  form: ProtocolForm,
  facts: JsonObject,
): Promise<JsonObject> => {
  const moved: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(facts)) {
    const personal = form.facts[name]?.personal
    const subject = personal === undefined ? undefined : subjectOf(facts[personal] ?? personal)
    const isLarge = encodeCanonical(value).length > inlineFactBytesMax
    if (subject === undefined && !isLarge) moved[name] = value
    else moved[name] = await moveValue(moving, { value, subject, form: form.facts[name] })
  }
  return moved
}

const subjectOf = (value: Json): string =>
  typeof value === 'string' ? value : encodeCanonical(value)

const moveValue = async (
  moving: Moving,
  moved: {
    readonly value: Json
    readonly subject: string | undefined
    readonly form: ProtocolForm['facts'][string] | undefined
  },
): Promise<Json> => {
  const { value, subject, form } = moved
  // Of a large object only its large fields go, so that what leases, scopes and gates read stays in the ledger.
  if (subject === undefined && form?.branches === undefined && isJsonObject(value)) {
    return await moveFields(moving, value)
  }
  if (form?.branches !== undefined && isJsonObject(value)) {
    const [branch = ''] = Object.keys(value)
    const inner = value[branch] ?? null
    return { [branch]: await put(moving, inner, subject) }
  }
  return await put(moving, value, subject)
}

const moveFields = async (moving: Moving, value: JsonObject): Promise<Json> => {
  const kept: { [name: string]: Json } = {}
  for (const [name, field] of Object.entries(value)) {
    const isLarge = encodeCanonical(field).length > fieldBytesMax
    kept[name] = isLarge ? await put(moving, field, undefined) : field
  }
  return kept
}

const put = async (moving: Moving, value: Json, subject: string | undefined): Promise<Json> => {
  const bytes = new TextEncoder().encode(encodeCanonical(value))
  moving.reach('host: before content')
  const name = await moving.content.put(bytes, subject)
  moving.reach('host: after content')
  return { [marker]: name, bytes: bytes.length }
}

/** A value with whatever stands in content read back; what was erased says who erased it and when. */
export const readFromContent = async (content: Content, value: Json): Promise<Json> => {
  if (Array.isArray(value)) {
    return await Promise.all(value.map(async (item: Json) => await readFromContent(content, item)))
  }
  if (!isJsonObject(value)) return value
  const named = value[marker]
  const name = typeof named === 'string' ? parseHash(named) : undefined
  if (name !== undefined) {
    const found = await content.get(name)
    if (!found.ok) return found.message
    const read: Json = JSON.parse(new TextDecoder().decode(found.value))
    return read
  }
  const entries = await Promise.all(
    Object.entries(value).map(
      async ([key, inner]) => [key, await readFromContent(content, inner)] as const,
    ),
  )
  return Object.fromEntries(entries)
}

/** Whether a value, or something in it, stands in content: most do not, and need no reading. */
export const isInContent = (value: Json): boolean => JSON.stringify(value).includes(`"${marker}"`)
