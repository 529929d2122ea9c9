/**
 * Memory: what the ledger taught, as a projection that can be thrown away and rebuilt.
 *
 * It keeps events by reference, never a copy. Enactments that ended long ago fade to where they stand in the
 * ledger; standing facts, failed attempts and records never fade.
 */
import type { Hash, Instant, Json, JsonObject } from '../base/index.ts'
import type {
  CharterForm,
  FirmEvent,
  IntentHeld,
  MessageSent,
  TurnOpened,
} from '../kernel/index.ts'
import type { Bearing } from './bearing.ts'
import { Shelf } from './shelf.ts'
import type { StandingIndex } from './window/standing-index.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** One sent message with what became of it. */
export interface Said {
  readonly position: number
  readonly event: MessageSent
  receipt?: { readonly position: number; readonly event: Named<'effect-settled'> }
  /** Why nobody could tell whether its effect happened. */
  doubt?: string
  /** The positions at which its effect was undone, and at which what it said was opened again. */
  undoneAt?: number
  reopenedAt?: number
}

/** One enactment, open or ended. */
export interface Trace {
  readonly opened: Named<'enactment-opened'>
  readonly position: number
  /** The first of its chain of rounds. */
  readonly root: string
  readonly said: Said[]
  readonly intents: string[]
  /** Everybody who held a role or spoke, in the order in which they came. */
  readonly who: string[]
  /** Files and folders that it concerns. */
  paths: readonly string[]
  /** Standing scopes that its own facts chose, such as `decision/api`. */
  scopes: readonly string[]
  /** Whether a round goes on in its place. */
  delegated: boolean
  ending?: Named<'ending-begun'>
  ended?: { readonly position: number; readonly event: Named<'enactment-ended'> }
}

/** One turn, open or over. */
export interface TurnTrace {
  readonly opened: TurnOpened
  readonly position: number
  over?: Named<'turn-ended' | 'turn-refused'>
}

/** One intent, waiting or over. */
export interface IntentTrace {
  readonly held: IntentHeld
  readonly position: number
  over?: {
    readonly position: number
    readonly event: Named<'intent-released' | 'intent-vetoed' | 'intent-lapsed'>
  }
}

/** One version of a standing fact; it held from `at` until the next one's. */
export interface StandingVersion {
  readonly path: string
  readonly version: number
  readonly fact: string
  readonly value: Json
  readonly by: string
  readonly principal: string
  readonly enactment: string
  readonly position: number
  readonly at: Instant
  /** Roles that may read it, where not the whole firm. */
  readonly audience?: readonly string[]
  /** Whether this version takes the fact back. */
  readonly retracted?: true
}

/** A fact of an attempt, with who may read it. */
export interface TriedFact {
  readonly fact: string
  readonly value: Json
  readonly audience?: readonly string[]
}

/** Something that was tried and did not succeed. */
export interface Attempt {
  /** Where and when it happened last. */
  readonly position: number
  readonly at: Instant
  /** How often the very same happened, and when first. */
  readonly times: number
  readonly firstAt: Instant
  readonly kind: 'refused' | 'verdict' | 'effect' | 'vetoed' | 'ended'
  readonly enactment: string
  readonly root: string
  readonly protocol: string
  readonly by: string
  readonly message: string
  /** Why it did not succeed, as a clause. */
  readonly because: string
  /** The fact that a verdict bound; who may not read it learns only that it was not good enough. */
  readonly verdict?: string
  /** What was tried, and for a verdict what it says. */
  readonly facts: readonly TriedFact[]
  readonly paths: readonly string[]
  readonly scopes: readonly string[]
}

/** Where a faded enactment stands in the ledger. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** How often a principal's checked reports held, and how often they named what does not exist. */
export interface Kept {
  readonly principal: string
  readonly domain: string
  kept: number
  broken: number
}

/** Something that windows should hear of. */
export interface Notice {
  readonly position: number
  /** Absent: everybody. */
  readonly to?: readonly string[]
  readonly text: string
  /** Whether the firm's own goal changed with it. */
  readonly isGoal?: true
}

/** Everything remembered. Only `remember` changes it. */
export interface Memory {
  position: number
  charter: CharterForm | undefined
  readonly charters: Map<number, CharterForm>
  /** By charter version and protocol. */
  readonly bearings: Map<number, ReadonlyMap<string, Bearing>>
  readonly traces: Shelf<Trace>
  /** Ended enactments that have not faded, the earliest first. */
  readonly ended: string[]
  readonly faded: Map<string, Span>
  /** Open turns, and the latest of those that are over. */
  readonly turns: Shelf<TurnTrace>
  readonly intents: Map<string, IntentTrace>
  readonly standing: Shelf<StandingVersion[]>
  /** By what makes two of them the same, the one that happened last at the end. */
  readonly attempts: Map<string, Attempt>
  readonly kept: Map<string, Kept>
  readonly takenOver: Map<string, string>
  /** The name in content of the code of charters, by that code's own hash. */
  readonly keptCode: Map<string, Hash>
  /** The members in whose seats windows sit, by the newest charter. */
  windows: ReadonlySet<string>
  /** What windows should hear of, the earliest first. */
  readonly notices: Notice[]
  /** Derived from what stands, in no snapshot, and built when a window first asks. */
  index: StandingIndex | undefined
}

/** Memory before the first event. */
export const emptyMemory = (): Memory => ({
  position: 0,
  charter: undefined,
  charters: new Map(),
  bearings: new Map(),
  traces: new Shelf(),
  ended: [],
  faded: new Map(),
  turns: new Shelf(),
  intents: new Map(),
  standing: new Shelf(),
  attempts: new Map(),
  kept: new Map(),
  takenOver: new Map(),
  keptCode: new Map(),
  windows: new Set(),
  notices: [],
  index: undefined,
})

/** The message that binds a fact in an enactment now, or in the rounds that it keeps facts of. */
export const binderOf = (memory: Memory, trace: Trace, fact: string): Said | undefined => {
  const own = trace.said.findLast(
    (said) => said.reopenedAt === undefined && Object.hasOwn(said.event.facts, fact),
  )
  if (own !== undefined || trace.opened.round === 0) return own
  const before = memory.traces.get(trace.opened.parent ?? '')
  return before === undefined ? undefined : binderOf(memory, before, fact)
}

/** A fact's value in an enactment, as it was bound last. */
export const valueIn = (memory: Memory, trace: Trace, fact: string): Json | undefined =>
  binderOf(memory, trace, fact)?.event.facts[fact]

/** All that is bound in an enactment's own messages, the latest of each name. */
export const factsOf = (trace: Trace): JsonObject => {
  const facts: { [name: string]: Json } = {}
  for (const said of trace.said) {
    if (said.reopenedAt === undefined) Object.assign(facts, said.event.facts)
  }
  return facts
}
