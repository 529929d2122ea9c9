/** Following facts: from a bound fact to what its message read, its premises, its gate and its receipt. */
import type { Json } from '../../base/index.ts'
import type { MessageSent, Premise } from '../../kernel/index.ts'
import type { MessageForm } from '../../protocol/index.ts'
import { audienceOf, isAudience } from '../audience.ts'
import { binderOf, type Said, type StandingVersion, type Trace } from '../memory.ts'
import { followIntent } from './follow-intent.ts'
import type { Origin } from './origin.ts'
import { nodeOf, once, says, type Search } from './search.ts'

/** A fact of an enactment, as it was bound last. */
export const followFact = (search: Search, trace: Trace, fact: string): Origin | undefined => {
  const [name = fact] = fact.split('@')
  const said = binderOf(search.memory, trace, name)
  return said === undefined ? undefined : followBound(search, said, name)
}

/** A fact that a message bound. */
export const followBound = (search: Search, said: Said, fact: string): Origin => {
  const { event, position } = said
  const trace = search.memory.traces.get(event.enactment)
  const audience = trace === undefined ? undefined : audienceOf(search.memory, trace, fact)
  const isHidden = !isAudience(audience, search.reader)
  const form = trace === undefined ? undefined : formOf(search, trace)
  const note = isHidden ? `only for ${(audience ?? []).join(', ')}` : noteOf(said)
  return {
    fact: `${event.enactment}/${fact}`,
    value: isHidden ? null : (event.facts[fact] ?? null),
    by: event.by,
    at: event.at,
    settled: form?.facts[fact]?.finality ?? settledBy(said),
    position,
    says: says(search, event),
    ...(note === undefined ? {} : { note }),
    ...once(search, `message ${position}`, () => fromMessage(search, said)),
  }
}

const formOf = ({ memory }: Search, trace: Trace) =>
  memory.charters.get(trace.opened.charter)?.protocols[trace.opened.protocol]

// What an effect binds is settled by its receipt; what a message binds at home is settled by the book.
const settledBy = (said: Said): Origin['settled'] =>
  said.event.effect === undefined || said.receipt?.event.outcome === 'done' ? 'final' : 'seen'

const noteOf = (said: Said): string | undefined => {
  if (said.undoneAt !== undefined) return `undone at ${said.undoneAt}`
  if (said.reopenedAt !== undefined) return `open again since ${said.reopenedAt}`
  if (said.receipt?.event.outcome === 'failed') return 'its effect failed'
  if (said.doubt !== undefined && said.receipt === undefined) return `in doubt: ${said.doubt}`
  return undefined
}

/** What a message rested on: the facts it read, its premises, the intent that held it, its receipt. */
export const fromMessage = (search: Search, said: Said): readonly Origin[] => {
  const { event } = said
  const trace = search.memory.traces.get(event.enactment)
  const form = trace === undefined ? undefined : formOf(search, trace)
  const message = form?.messages[event.message]
  const read =
    trace === undefined || message === undefined ? [] : readBy(search, { trace, message, said })
  const premises = event.premises.flatMap((premise) => followPremise(search, premise, event) ?? [])
  const intent = event.intent === undefined ? undefined : followIntent(search, event.intent)
  return [
    ...read,
    ...premises,
    ...(intent === undefined ? [] : [intent]),
    ...receiptOf(search, said),
  ]
}

const readBy = (
  search: Search,
  reading: { readonly trace: Trace; readonly message: MessageForm; readonly said: Said },
): readonly Origin[] => {
  const { trace, message, said } = reading
  const names = [...new Set([...message.in.map(({ fact }) => fact), ...awaited(search, reading)])]
  return names.flatMap((name) => {
    const receipt = receiptRead(search, reading, name)
    if (receipt !== undefined) return [receipt]
    const bound = boundBefore(search, trace, { name, before: said.position })
    return bound.map((one) => followBound(search, one, name))
  })
}

// The clock speaks because an instant has passed: that is what it rests on.
const awaited = (
  search: Search,
  { trace, said }: { readonly trace: Trace; readonly said: Said },
): readonly string[] => {
  const deadlines = formOf(search, trace)?.deadlines ?? []
  return deadlines.flatMap(({ at, then }) =>
    'message' in then && then.message === said.event.message ? [at] : [],
  )
}

// A message that reads `merge.done` rests on the receipt of merge.
const receiptRead = (
  search: Search,
  { trace, said }: { readonly trace: Trace; readonly said: Said },
  name: string,
): Origin | undefined => {
  const done = trace.said.findLast(
    (one) =>
      one.event.message === name &&
      one.receipt !== undefined &&
      one.receipt.position < said.position,
  )
  return done === undefined ? undefined : receiptOf(search, done)[0]
}

// Members of a set bind the same fact each: all of them were read. An earlier version counts as it stood then.
const boundBefore = (
  search: Search,
  trace: Trace,
  wanted: { readonly name: string; readonly before: number },
): readonly Said[] => {
  const { name, before } = wanted
  const latest = new Map<string, Said>()
  for (const one of trace.said) {
    if (one.position < before && Object.hasOwn(one.event.facts, name)) {
      latest.set(one.event.by, one)
    }
  }
  if (latest.size > 0 || trace.opened.round === 0) return [...latest.values()]
  const parent = search.memory.traces.get(trace.opened.parent ?? '')
  return parent === undefined ? [] : boundBefore(search, parent, wanted)
}

const receiptOf = (search: Search, said: Said): readonly Origin[] => {
  const { receipt, event } = said
  if (receipt === undefined) return []
  const { outcome, message } = receipt.event
  const fact = `${event.enactment}/${message}.${outcome}`
  const { position } = receipt
  const value: Json = receipt.event.receipt
  const node = { fact, value, by: `the environment of ${message}`, event: receipt.event, position }
  return [
    {
      ...nodeOf(search, node, []),
      ...once(search, `message ${said.position}`, () => fromMessage(search, said)),
    },
  ]
}

const followPremise = (
  search: Search,
  premise: Premise,
  event: MessageSent,
): Origin | undefined => {
  const version = search.memory.standing
    .get(premise.path)
    ?.find((one) => one.version === premise.version)
  // A message that supersedes a fact has the old version as a premise; its own is no origin of itself.
  return version === undefined || version.enactment === event.enactment
    ? undefined
    : followStanding(search, version)
}

/** A version of a standing fact. */
export const followStanding = (search: Search, version: StandingVersion): Origin => {
  const { memory, reader } = search
  const trace = memory.traces.get(version.enactment)
  const said = trace === undefined ? undefined : binderOf(memory, trace, version.fact)
  const isHidden = !isAudience(version.audience, reader)
  const newest = memory.standing.get(version.path)?.at(-1)
  const superseded =
    newest === undefined || newest.version === version.version
      ? undefined
      : `superseded: version ${newest.version} stands`
  const note = isHidden ? `only for ${(version.audience ?? []).join(', ')}` : superseded
  return {
    fact: version.path,
    value: isHidden ? null : version.value,
    by: version.by,
    at: version.at,
    settled: 'final',
    position: version.position,
    says:
      said === undefined
        ? `${version.by} said it in ${version.enactment}.`
        : says(search, said.event),
    ...(note === undefined ? {} : { note }),
    ...once(search, `standing ${version.path}@${version.version}`, () =>
      said === undefined ? [] : fromMessage(search, said),
    ),
  }
}
