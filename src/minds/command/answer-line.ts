/** The last line of what a program wrote: the message that it chose, or why it passed. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { ChosenMessage } from '../../host/ports/index.ts'

/** What the last line says. */
export type AnswerLine =
  | { readonly kind: 'send'; readonly chosen: ChosenMessage; readonly cites: readonly string[] }
  | { readonly kind: 'pass'; readonly why: string }
  | { readonly kind: 'nothing'; readonly why: string }

/** An answer, and what stood before it. */
export interface ReadAnswer {
  readonly answer: AnswerLine
  readonly before: string
}

const shown = (text: string): string =>
  text.length > 160 ? `${JSON.stringify(text.slice(0, 160))} …` : JSON.stringify(text)

/**
 * Reads the last line that is not empty: `{"message": …, "facts": {…}}` or `{"pass": "why"}`.
 * Earlier lines are never answers, JSON or not; they are kept as notes. A closing code fence
 * after the line is skipped, because models like to write one.
 */
export const readAnswerLine = (output: string): ReadAnswer => {
  const lines = output.split(/\r?\n/)
  const at = lines.findLastIndex((line) => !/^\s*(?:`{3,})?\s*$/.test(line))
  const line = lines[at]?.trim()
  const before = lines.slice(0, Math.max(0, at)).join('\n').trim()
  if (line === undefined) return { answer: nothing('it wrote no answer'), before }
  return { answer: parseLine(line), before }
}

const parseLine = (line: string): AnswerLine => {
  const value = parseObject(line)
  if (value === undefined) {
    return nothing(`its last line is no JSON object: ${shown(line)}`)
  }
  const { message, pass, facts = {}, opens, cites = [] } = value
  if (typeof pass === 'string' && message === undefined) return { kind: 'pass', why: pass }
  if (typeof message !== 'string') {
    return nothing(`its last line has neither "message" nor "pass" as text: ${shown(line)}`)
  }
  if (!isJsonObject(facts)) return nothing(`its "facts" are no JSON object: ${shown(line)}`)
  const cited = Array.isArray(cites) ? cites.filter((path) => typeof path === 'string') : []
  const chosen = typeof opens === 'string' ? { message, opens, facts } : { message, facts }
  return { kind: 'send', chosen, cites: cited }
}

const parseObject = (line: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const nothing = (why: string): AnswerLine => ({ kind: 'nothing', why })
