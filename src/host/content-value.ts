/**
 * Values that stand in content: large ones, and whatever is personal. The ledger holds their names, the kernel
 * never looks inside, and who may read a fact is shown what it says, or who erased it and when.
 */
import {
  accepted,
  encodeCanonical,
  FirmError,
  type Hash,
  isJsonObject,
  type Json,
  type JsonObject,
  type Outcome,
  refused,
} from '../base/index.ts'
import {
  type Content,
  encodeReference,
  inlineFactBytesMax,
  referencePhrase,
  referencesIn,
  withReferences,
} from '../ledger/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'

/** A field of a large object that is longer than this goes to content. */
const fieldBytesMax = 2_048

/** What is needed to move a message's facts to content. */
export interface Moving {
  readonly content: Content
  /** What the enactment knows already: the subject of a personal value may have been named by an earlier message. */
  readonly known?: (fact: string) => Json | undefined
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
    const subject = await subjectOf(moving, form.facts[name]?.personal, facts)
    const isLarge = encodeCanonical(value).length > inlineFactBytesMax
    if (subject === undefined && !isLarge) moved[name] = value
    else moved[name] = await moveValue(moving, { value, subject, form: form.facts[name] })
  }
  return moved
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
    return { [branch]: await putInContent(moving, inner, subject) }
  }
  return await putInContent(moving, value, subject)
}

const moveFields = async (moving: Moving, value: JsonObject): Promise<Json> => {
  const kept: { [name: string]: Json } = {}
  for (const [name, field] of Object.entries(value)) {
    const isLarge = encodeCanonical(field).length > fieldBytesMax
    kept[name] = isLarge ? await putInContent(moving, field, undefined) : field
  }
  return kept
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

/**
 * A value with everything of it read back, or who erased some of it and when. Throws where content that the ledger names
 * was never here: it may come back, and who needs the value waits.
 */
export const readWhole = async (
  content: Pick<Content, 'get'>,
  value: Json,
): Promise<Outcome<Json, 'erased'>> => {
  const read = new Map<Hash, Json>()
  for (const name of referencesIn(value)) {
    const found = await content.get(name)
    if (found.ok) read.set(name, parsed(found.value))
    else if (found.why === 'erased') return refused('erased', found.message)
    else throw new ContentMissingError(name)
  }
  return accepted(withReferences(value, ({ name }) => read.get(name) ?? null))
}

const parsed = (bytes: Uint8Array): Json => JSON.parse(new TextDecoder().decode(bytes))

/** A value with whatever stands in content read back; what was erased says who erased it and when. */
export const readFromContent = async (
  content: Pick<Content, 'get'>,
  value: Json,
): Promise<Json> => {
  const names = new Set(referencesIn(value))
  if (names.size === 0) return value
  const read = await readContents(content, names)
  return withReferences(
    value,
    (reference) => read.get(reference.name) ?? referencePhrase(reference),
  )
}

/** What content says, by its name; what was erased or was never here says so in its place. */
export const readContents = async (
  content: Pick<Content, 'get'>,
  names: Iterable<Hash>,
): Promise<ReadonlyMap<Hash, Json>> => {
  const read = new Map<Hash, Json>()
  for (const name of names) {
    const found = await content.get(name)
    read.set(name, found.ok ? parsed(found.value) : found.message)
  }
  return read
}

/**
 * A brief that shows what stands in content. It is composed once to learn what its reader may read of it and once
 * more with that, so that nothing else is ever read.
 */
export const briefWithContent = async <T>(
  content: Pick<Content, 'get'>,
  compose: (contentOf: (name: Hash) => Json | undefined) => T,
): Promise<T> => {
  const asked = new Set<Hash>()
  const brief = compose((name) => void asked.add(name))
  if (asked.size === 0) return brief
  const read = await readContents(content, asked)
  return compose((name) => read.get(name))
}

/** The ledger names content that this firm's folder does not hold. */
export class ContentMissingError extends FirmError {
  override readonly name = 'ContentMissingError'

  constructor(name: Hash) {
    super('content-missing', `the ledger names the content ${name}, which is not here`, {
      hint: 'Copy the content folder together with the ledger; what needs it then goes on by itself.',
      data: { name },
    })
  }
}
