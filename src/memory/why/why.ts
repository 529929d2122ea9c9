/** `whyOf`: from anything on a screen to who said it and from what (invariant 10). */
import { accepted, type Json, type Outcome, refused } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import type { Reader } from '../audience.ts'
import type { Memory, Said, Span } from '../memory.ts'
import { followBound, followFact, followStanding, fromMessage } from './follow-fact.ts'
import { followIntent, followTurn } from './follow-intent.ts'
import type { Origin, What } from './origin.ts'
import { nodeOf, type Search } from './search.ts'

/** Why there is no answer: nothing of that name, or it ended long ago and must be read from the ledger. */
export type NoOrigin = 'unknown' | 'faded'

/** What may be given along with the question. */
export interface WhyOptions {
  /** Who asks; what its audience leaves it out of has no value in the answer. */
  readonly reader?: Reader
  /** For a position: the event that stands there, read from the ledger. */
  readonly event?: FirmEvent
}

/** The origin of a fact, a standing path, an intent, a turn or an event at a position. */
export const whyOf = (
  memory: Memory,
  what: What,
  options: WhyOptions = {},
): Outcome<Origin, NoOrigin> => {
  const search: Search = { memory, reader: options.reader, told: new Set(), depth: 0 }
  const origin = follow(search, what, options.event)
  if (origin !== undefined) return accepted(origin)
  const span = what.kind === 'fact' ? memory.faded.get(what.enactment) : undefined
  if (span === undefined)
    return refused('unknown', `nothing is known of ${nameOf(what)}`, hintOf(what))
  return refused(
    'faded',
    `${nameOf(what)} stands at positions ${span.from} to ${span.to} of the ledger`,
  )
}

const follow = (search: Search, what: What, event: FirmEvent | undefined): Origin | undefined => {
  const { memory } = search
  switch (what.kind) {
    case 'path': {
      const versions = memory.standing.get(what.path)
      const wanted = versions?.find((one) => one.version === what.version) ?? versions?.at(-1)
      return wanted === undefined ? undefined : followStanding(search, wanted)
    }
    case 'fact': {
      const trace = memory.traces.get(what.enactment)
      return trace === undefined ? undefined : followFact(search, trace, what.fact)
    }
    case 'intent':
      return followIntent(search, what.intent)
    case 'turn':
      return followTurn(search, what.turn)
    default:
      return event === undefined ? undefined : followEvent(search, event, what.position)
  }
}

/** The event at a position: a message by the facts it bound, everything else by what it speaks of. */
const followEvent = (search: Search, event: FirmEvent, position: number): Origin => {
  const node = {
    fact: `event ${position}`,
    value: valueOf(event),
    by: byOf(event),
    event,
    position,
  }
  return nodeOf(search, node, fromEvent(search, event, position))
}

const fromEvent = (search: Search, event: FirmEvent, position: number): readonly Origin[] => {
  const { memory } = search
  if (event.type === 'message-sent') {
    const said = saidAt(memory, event.enactment, position) ?? { position, event }
    const facts = Object.keys(event.facts).map((fact) => followBound(search, said, fact))
    return facts.length > 0 ? facts : fromMessage(search, said)
  }
  if (event.type === 'effect-settled' || event.type === 'effect-doubted') {
    const trace = memory.traces.get(event.enactment)
    const started = trace?.said.findLast((said) => said.event.effect === event.effect)
    return started === undefined ? [] : fromMessage(search, started)
  }
  if (event.type === 'break-told') {
    const version = memory.standing.get(event.path)?.find((one) => one.version === event.to)
    return version === undefined ? [] : [followStanding(search, version)]
  }
  return [...intentOf(search, event), ...turnOf(search, event)]
}

const saidAt = (memory: Memory, enactment: string, position: number): Said | undefined =>
  memory.traces.get(enactment)?.said.find((said) => said.position === position)

const intentOf = (search: Search, event: FirmEvent): readonly Origin[] => {
  const origin = 'intent' in event ? followIntent(search, event.intent ?? '') : undefined
  return origin === undefined ? [] : [origin]
}

const turnOf = (search: Search, event: FirmEvent): readonly Origin[] => {
  const origin = 'turn' in event ? followTurn(search, event.turn ?? '') : undefined
  return origin === undefined ? [] : [origin]
}

const byOf = (event: FirmEvent): string => {
  if ('by' in event) return event.by
  if ('member' in event && event.member !== undefined) return event.member
  return event.host ?? 'the kernel'
}

// The sentence says the rest; a charter is too large to repeat.
const valueOf = (event: FirmEvent): Json => {
  if (event.type === 'effect-settled' || event.type === 'undo-settled') return event.receipt
  if (event.type === 'turn-refused') return { why: event.why, message: event.message }
  if (event.type === 'enactment-ended') return event.as
  return null
}

const nameOf = (what: What): string => {
  if (what.kind === 'path') return what.path
  if (what.kind === 'fact') return `${what.enactment}/${what.fact}`
  if (what.kind === 'position') return `position ${what.position}`
  return what.kind === 'intent' ? what.intent : what.turn
}

const hintOf = (what: What): string =>
  what.kind === 'position'
    ? 'Give the event that stands there, read from the ledger.'
    : 'Name a standing path, ENACTMENT/FACT, a position, an intent such as i3 or a turn such as t7.'

/** Where a faded enactment stands in the ledger: remember that span in an empty memory and ask it. */
export const spanOf = (memory: Memory, enactment: string): Span | undefined =>
  memory.faded.get(enactment)
