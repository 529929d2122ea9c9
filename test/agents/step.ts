/** What a scripted model says in one answer, and what it was asked before it said so. */
import type { JsonObject } from '../../src/base/index.ts'

/** A call of a tool; `raw` is a tool that takes a text instead of JSON. */
export type ToolCall =
  | { readonly tool: string; readonly input: JsonObject }
  | { readonly tool: string; readonly raw: string }

/** One answer: words, then a call of a tool or none. One that is `silent` never comes. */
export interface Step {
  readonly text?: string
  readonly call?: ToolCall
  readonly silent?: true
  /** Refuses instead, with this status. */
  readonly status?: number
}

/** A request as the server received it, in any wire. */
export interface Seen {
  /** For whom the model speaks: the first part of the path. */
  readonly speaker: string
  /** How often the model has answered in this conversation. */
  readonly answers: number
  /** The tools that it is offered, by name. */
  readonly tools: readonly string[]
  /** Everything that was said to it as a user, results of tools left out. */
  readonly told: string
  /** Everything that it was sent, whoever said it. */
  readonly all: string
  /** What it was told since its last answer, results of tools included. */
  readonly last: string
}

/** One event of a stream. */
export interface StreamedEvent extends JsonObject {
  readonly type: string
}

/** A script: from what was asked to what is said, at once or when the script says so. */
export type Script = (seen: Seen) => Step | Promise<Step>

/** What came after the last answer of a conversation, in order. */
export const sinceAnswer = (
  items: readonly JsonObject[],
  isAnswer: (item: JsonObject, at: number, items: readonly JsonObject[]) => boolean,
): readonly JsonObject[] => items.slice(items.findLastIndex(isAnswer) + 1)

/** Every text within a value of the wire, in order. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  const { text, content, output } = value as JsonObject
  return [text, content, output].flatMap(textsIn)
}
