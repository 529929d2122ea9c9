/** What the hooks of all three agents have alike: who calls, from where, and at which event. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'

/** The fields that every hook bears. A session or folder that is no text is empty. */
export interface HookEnvelope {
  readonly event: string
  readonly session: string
  readonly folder: string
  readonly use?: string
  readonly fields: JsonObject
}

/** Something that cannot be understood: where, and why. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly place: string
  readonly because: string
}

type Read<T> = { readonly kind: 'read'; readonly value: T } | Unreadable

/** Reads text or a parsed value; longer text is not parsed at all. */
export const readEnvelope = (input: unknown, bytesMax: number): Read<HookEnvelope> => {
  const parsed: Read<unknown> =
    typeof input === 'string' ? parseText(input, bytesMax) : { kind: 'read', value: input }
  if (parsed.kind === 'unreadable') return parsed
  const fields = parsed.value
  if (!isJsonObject(fields)) return unreadable('the input', 'it is no JSON object')
  const event = textIn(fields, 'hook_event_name')
  if (event === '') return unreadable('hook_event_name', noText)
  const use = textIn(fields, 'tool_use_id')
  return {
    kind: 'read',
    value: {
      event,
      session: textIn(fields, 'session_id'),
      folder: textIn(fields, 'cwd'),
      ...(use === '' ? {} : { use }),
      fields,
    },
  }
}

/** A text of an object; empty where there is none. */
export const textIn = (object: JsonObject, name: string): string => {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** Why a field cannot be used. */
export const noText = 'it is no text with something in it'

/** Says where something cannot be understood. */
export const unreadable = (place: string, because: string): Unreadable => ({
  kind: 'unreadable',
  place,
  because,
})

const parseText = (text: string, bytesMax: number): Read<unknown> => {
  // A character is a byte at least, so the length alone tells of most that is too long.
  if (text.length > bytesMax || Buffer.byteLength(text) > bytesMax) {
    return unreadable('the input', `it is longer than ${bytesMax} bytes`)
  }
  try {
    return { kind: 'read', value: JSON.parse(text) }
  } catch {
    return unreadable('the input', 'it is no JSON')
  }
}
