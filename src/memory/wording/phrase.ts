/** Phrases that the sentences share: facts, lists, durations, gates. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { GateForm } from '../../kernel/index.ts'
import { referencePhrase, withReferences } from '../../ledger/index.ts'
import { audienceOf, isAudience, type Reader } from '../audience.ts'
import type { Memory } from '../memory.ts'

/** What a sentence may look up, and who reads it. Without memory no value is said, only names. */
export interface Telling {
  readonly memory?: Memory
  /** Absent: values that not the whole firm may read are left out. */
  readonly reader?: Reader
}

const valueCharactersMax = 60

/** A value in a few words: text as it is, everything else as JSON, cut at 60 characters and at line ends. */
export const briefly = (value: Json): string => {
  const said = withReferences(value, referencePhrase)
  const text = (typeof said === 'string' ? said : JSON.stringify(said)).replace(/\s+/g, ' ')
  return text.length > valueCharactersMax ? `${text.slice(0, valueCharactersMax - 1)}…` : text
}

/** Facts in brackets, each as its audience allows (invariant 12); empty where there are none. */
export const factsPhrase = (
  facts: JsonObject,
  enactment: string,
  { memory, reader }: Telling,
): string => {
  const trace = memory?.traces.get(enactment)
  const said = Object.entries(facts).map(([name, value]) => {
    if (memory === undefined || trace === undefined) return name
    const audience = audienceOf(memory, trace, name)
    if (audience === undefined) return `${name}: ${briefly(value)}`
    const mayRead = reader !== undefined && isAudience(audience, reader)
    return mayRead ? `${name}: ${briefly(value)}` : `${name}: only for ${listed(audience)}`
  })
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}

/** Names as English lists them: `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? 'nobody')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** `: because`, or nothing. */
export const reason = (because: string | undefined): string =>
  because === undefined || because === '' ? '' : `: ${because}`

/** A duration in the largest fitting unit. */
export const duration = (ms: number): string => {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`
  return `${Math.round(ms / 60_000)} min`
}

/** What an intent waits for. Screens say the words, never a number. */
export const gatePhrase = (gate: GateForm, hold: string | undefined): string => {
  if (gate.kind === 'veto') return `for its veto window of ${duration(gate.windowMs)}`
  if (gate.kind === 'approval') return `for the approval of ${gate.who}`
  if (gate.kind === 'verified')
    return `for the approval of ${gate.who}, verified by ${gate.verifier}`
  return hold === undefined ? 'at its gate' : `until the hold ${hold} ends`
}

/** The reason in a receipt, where the environment gave one. */
export const receiptReason = (receipt: Json): string => {
  const why = isJsonObject(receipt) ? receipt['why'] : undefined
  return typeof why === 'string' ? `: ${briefly(why)}` : ''
}
