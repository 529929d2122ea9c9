/** Moving values to content: the large ones, and whatever is personal. What decides how work goes on stays in the ledger. */
import { encodeCanonical, isJsonObject, type Json, type JsonObject } from '../base/index.ts'
import { type Content, encodeReference, inlineFactBytesMax } from '../ledger/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import { decidingPaths } from '../protocol/machine/index.ts'
import { readFromContent } from './content-value.ts'

/** A field of a large object that is longer than this goes to content. */
const fieldBytesMax = 2_048

/** What is needed to move a message's facts to content. */
export interface Moving {
  readonly content: Content
  /** What the enactment knows already: the subject of a personal value may have been named by an earlier message. */
  readonly known?: (fact: string) => Json | undefined
  /** The protocols that work is split into, by name. */
  readonly childNamed?: (protocol: string) => ProtocolForm | undefined
  /** Paths of facts that gates compare. */
  readonly compared?: readonly string[]
  /** Called before and after each durable write. */
  readonly reach: (point: 'host: before content' | 'host: after content') => void
}

/**
 * The facts with large and personal values moved to content, durably, before any event names them. A branch stays
 * in the ledger, since the kernel reads it, and so does whatever decides how the work goes on, however large it is.
 */
export const moveToContent = async (
  moving: Moving,
  form: ProtocolForm,
  facts: JsonObject,
): Promise<JsonObject> => {
  // Small facts, which are nearly all, ask for none of it.
  const keeping = (): Keeping => ({
    ...moving,
    deciding: [...decidingPaths(form).keys(), ...(moving.compared ?? [])],
  })
  const moved: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(facts)) {
    const { branches, personal, child } = form.facts[name] ?? {}
    const childForm = child === undefined ? undefined : moving.childNamed?.(child)
    const subject = await subjectOf(moving, personal, facts)
    const move: Move =
      subject === undefined
        ? async (said, path) => await withoutLarge(keeping(), said, path)
        : async (said) => await putInContent(moving, said, subject)
    if (childForm !== undefined) moved[name] = await inParts(moving, childForm, value)
    else if (subject === undefined && isSmall(value, inlineFactBytesMax)) moved[name] = value
    else if (branches === undefined || !isJsonObject(value)) moved[name] = await move(value, name)
    else moved[name] = await inBranch(value, name, move)
  }
  return moved
}

type Move = (said: Json, path: string) => Promise<Json>

// Each part says the facts of its child's first message, and they are moved as that message's own are.
const inParts = async (moving: Moving, form: ProtocolForm, parts: Json): Promise<Json> => {
  if (!Array.isArray(parts)) return parts
  const moved: Json[] = []
  for (const part of parts.map((one: Json) => one)) {
    const facts = isJsonObject(part) ? part['facts'] : undefined
    const isSaid = isJsonObject(part) && isJsonObject(facts)
    moved.push(isSaid ? { ...part, facts: await moveToContent(moving, form, facts) } : part)
  }
  return moved
}

type Keeping = Moving & { readonly deciding: readonly string[] }

const isSmall = (value: Json, bytesMax: number): boolean =>
  encodeCanonical(value).length <= bytesMax

const inBranch = async (value: JsonObject, name: string, move: Move): Promise<Json> => {
  const [branch = ''] = Object.keys(value)
  return { [branch]: await move(value[branch] ?? null, `${name}.${branch}`) }
}

// Of a large fact only its large fields go: a gate that a later charter brings may compare any of the others.
const withoutLarge = async (keeping: Keeping, value: Json, path: string): Promise<Json> => {
  if (keeping.deciding.includes(path)) return value
  const decides = keeping.deciding.some((one) => one.startsWith(`${path}.`))
  const isWhole = !decides && path.includes('.')
  if (!isJsonObject(value) || isWhole) return await putInContent(keeping, value, undefined)
  const kept: { [name: string]: Json } = {}
  for (const [name, field] of Object.entries(value)) {
    kept[name] = isSmall(field, fieldBytesMax)
      ? field
      : await withoutLarge(keeping, field, `${path}.${name}`)
  }
  return kept
}

/** Whom a personal value is about, by the value of the fact that says so; undefined for what is not personal. */
export const subjectOf = async (
  { content, known }: Pick<Moving, 'content' | 'known'>,
  personal: string | undefined,
  facts: JsonObject,
): Promise<string | undefined> => {
  if (personal === undefined) return undefined
  // A subject may be personal itself, and then stands in content.
  const value = await readFromContent(content, facts[personal] ?? known?.(personal) ?? personal)
  return typeof value === 'string' ? value : encodeCanonical(value)
}

/** Keeps a value in content, durably, and answers what names it in the ledger. */
export const putInContent = async (
  moving: Pick<Moving, 'content' | 'reach'>,
  value: Json,
  subject: string | undefined,
): Promise<Json> => {
  const bytes = new TextEncoder().encode(encodeCanonical(value))
  moving.reach('host: before content')
  const name = await moving.content.put(bytes, subject)
  moving.reach('host: after content')
  return encodeReference({ name, bytes: bytes.length })
}
