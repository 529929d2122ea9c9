/** Failed attempts: what was tried, on which places, and why it did not succeed. They never fade. */
import type { Json, JsonObject } from '../base/index.ts'
import { referencePhrase, withReferences } from '../ledger/index.ts'
import { audienceOf } from './audience.ts'
import { type Attempt, factsOf, type Memory, type Trace, type TriedFact } from './memory.ts'

/** What is said of an attempt; the rest is taken from its enactment. */
export interface Tried extends Pick<
  Attempt,
  'kind' | 'position' | 'at' | 'by' | 'message' | 'because' | 'verdict'
> {
  /** Facts that the refused or vetoed message would have bound, or that a verdict bound. */
  readonly facts?: JsonObject
}

/** Values are kept up to this many characters of JSON: an attempt is a reminder, not a record. */
const valueCharactersMax = 600

/**
 * Keeps an attempt with what the enactment had bound by then, its key and its places left out. The very same again
 * is counted, not kept again: who fails a thousand times in one way has taught one thing.
 */
export const noteAttempt = (memory: Memory, trace: Trace, tried: Tried): void => {
  const { facts = {}, ...said } = tried
  const { enactment, protocol } = trace.opened
  const form = memory.charters.get(trace.opened.charter)?.protocols[protocol]
  // Keys and holders say which work it was and whose; they are said already.
  const isSaid = (fact: string): boolean =>
    form?.key.includes(fact) === true || form?.facts[fact]?.kind === 'member'
  const bound = Object.entries({ ...factsOf(trace), ...facts })
  keep(memory, {
    ...said,
    times: 1,
    firstAt: said.at,
    enactment,
    protocol,
    root: trace.root,
    facts: bound.flatMap(([fact, value]) =>
      isSaid(fact) ? [] : [triedFact(memory, trace, { fact, value })],
    ),
    paths: trace.paths,
    scopes: trace.scopes,
  })
}

const keep = (memory: Memory, attempt: Attempt): void => {
  const identity = identityOf(attempt)
  const before = memory.attempts.get(identity)
  // Set anew, it stands at the end: the newest are told first.
  memory.attempts.delete(identity)
  memory.attempts.set(
    identity,
    before === undefined
      ? attempt
      : { ...attempt, times: before.times + 1, firstAt: before.firstAt },
  )
}

/** What makes two attempts the same: everything but when they happened. */
export const identityOf = (attempt: Attempt): string => {
  const { enactment, kind, by, message, because, verdict, facts, paths, scopes } = attempt
  return JSON.stringify([enactment, kind, by, message, because, verdict, facts, paths, scopes])
}

const triedFact = (
  memory: Memory,
  trace: Trace,
  bound: { readonly fact: string; readonly value: Json },
): TriedFact => {
  const { fact } = bound
  const isLong = JSON.stringify(bound.value).length > valueCharactersMax
  const value = isLong ? cut(bound.value) : bound.value
  const audience = audienceOf(memory, trace, fact)
  return audience === undefined ? { fact, value } : { fact, value, audience }
}

// Half a name of content would be followed by nobody, so what stands there is said by its size.
const cut = (value: Json): string =>
  `${JSON.stringify(withReferences(value, referencePhrase)).slice(0, valueCharactersMax)}…`
