/**
 * The state of a firm: a function of its ledger and of nothing else (invariant 3).
 *
 * The kernel owns it and changes it in place; nobody else holds it. Ended enactments leave only
 * their standing facts.
 */
import type { Hash, Instant, Json } from '../base/index.ts'
import type { Machine, ProtocolForm } from '../protocol/index.ts'
import type { Arrival } from './apart-event.ts'
import type { CharterForm, GateForm } from './charter-form.ts'
import type { Enactment, News } from './enactment.ts'
import type { Chosen, Premise } from './event.ts'
import type { Forgeries } from './forgery.ts'
import type { Letter } from './letter.ts'
import { type Readiness, unbuilt } from './readiness.ts'

/** A fact that outlives its enactment. */
export interface StandingFact {
  readonly path: string
  readonly version: number
  readonly fact: string
  readonly value: Json
  readonly by: string
  readonly principal: string
  readonly enactment: string
  readonly at: number
  /** The roles that may read it; absent: the firm. */
  readonly audience?: readonly string[]
  /** Whether it was taken back: its value is null, and whoever rests on it was told. */
  readonly retracted?: true
}

/** A turn under way. */
export interface OpenTurnState {
  readonly id: string
  readonly member: string
  readonly enactment: string
  readonly role: string
  readonly premises: readonly Premise[]
  readonly attempt: number
  /** Its role's token when it opened. */
  readonly token: number
  readonly openedAt: Instant
  readonly position: number
}

/** A choice that waits at a gate. It reserves nothing. */
export interface Intent {
  readonly id: string
  readonly turn: string
  readonly enactment: string
  readonly by: string
  readonly messages: readonly Chosen[]
  readonly premises: readonly Premise[]
  readonly gate: GateForm
  readonly touches: readonly (readonly string[])[]
  readonly preview: string | undefined
  readonly hold: string | undefined
  readonly token: number
  readonly heldAt: Instant
  readonly position: number
  /** Who verified it, where its gate asks for that before the approval. */
  verifiedBy: string | undefined
  /** How much of its veto window has passed in attended time. */
  attendedMs: number
}

/** Messages that would change these paths wait; a later hold never delays an earlier one. */
export interface Hold {
  readonly id: string
  readonly member: string
  readonly paths: readonly string[]
  readonly until: Instant
  readonly position: number
}

/** A member as it stands. */
export interface MemberState {
  readonly name: string
  paused: boolean
  /** The person who acts in its place. */
  takenOverBy: string | undefined
  openTurns: number
}

/** Who paused a member, or the firm, and why. */
export interface Pause {
  readonly by: string
  readonly because: string
}

/** How a member fares in one place, while its turns there come to nothing. */
export interface Tries {
  /** Turns in a row that failed or were refused for what the member said. */
  readonly count: number
  /** Why the last one came to nothing. */
  readonly why: string
  /** Whether they are used up. */
  readonly stalled: boolean
}

/** What was spent of a budget, and what is reserved by open turns. */
export interface BudgetState {
  period: string
  spent: number
  reserved: Map<string, number>
}

/** The whole firm. */
export interface FirmState {
  position: number
  at: Instant
  name: string
  operatorKey: string
  /** The position of the last charter, takeover or erasure: the next signature of one comes after it. */
  lastActAt: number
  /** The firm that this one is a fork of; empty for one of its own. No effect of a fork happens. */
  forkedFrom: string
  charter: CharterForm | undefined
  charterVersion: number
  charters: Map<number, CharterForm>
  machines: Map<Hash, Machine>
  /** The hash of each protocol form of a charter, by identity. */
  hashes: Map<ProtocolForm, Hash>
  open: Map<string, Enactment>
  /** How many roles a member holds in open enactments; who holds none is left out. */
  loads: Map<string, number>
  /** The name of every enactment that was ever opened, since a key is used once (decision 0046). */
  used: Set<string>
  standing: Map<string, StandingFact>
  /** By every scope above them, the paths of standing facts in the order in which they came. */
  below: Map<string, string[]>
  /** By scope: how often its set of keys changed. */
  scopes: Map<string, number>
  turns: Map<string, OpenTurnState>
  intents: Map<string, Intent>
  /** By enactment and member, how many intents wait; the empty name is the lobby. */
  intentsIn: Map<string, Map<string, number>>
  /** By resource: the root enactment that holds it. */
  leases: Map<string, string>
  /** By root enactment, the resources that it holds. */
  held: Map<string, string[]>
  /** Open enactments that may wait for a lease, whose holders are woken where one is freed. */
  leasing: Set<string>
  holds: Hold[]
  members: Map<string, MemberState>
  paused: boolean
  /** By paused member, and empty for the firm. */
  pauses: Map<string, Pause>
  budgets: Map<string, BudgetState>
  /** Effects in flight, being undone or in doubt: where they belong. */
  effects: Map<string, { readonly enactment: string; readonly at: string }>
  /** Letters to other firms that they have not acknowledged, by name. */
  outbox: Map<string, Letter>
  /** What became of each letter that arrived, by name, so that each is judged once. */
  arrived: Map<string, Arrival>
  /** By firm, what was recorded in its name and is not its own. */
  forgeries: Map<string, Forgeries>
  /** By enactment, the members who have something to look at; the empty name is the lobby. */
  wakes: Map<string, Set<string>>
  /** By member, what its next turn between tasks begins with. */
  lobby: Map<string, readonly News[]>
  /** By schedule of the charter, the instant after which it falls due next. */
  schedules: Map<string, Instant>
  /** By observation of the charter, what was seen last. */
  observed: Map<string, string>
  /** By enactment, the members whose last turns there came to nothing; the empty name is the lobby. */
  tries: Map<string, Map<string, Tries>>
  turnCount: number
  intentCount: number
  host: string
  /** Derived from all the rest, and in no snapshot. */
  readiness: Readiness
}

/** The state before the first event. */
export const emptyState = (): FirmState => ({
  position: 0,
  at: 0 as Instant,
  name: '',
  operatorKey: '',
  lastActAt: 0,
  forkedFrom: '',
  charter: undefined,
  charterVersion: 0,
  charters: new Map(),
  machines: new Map(),
  hashes: new Map(),
  open: new Map(),
  loads: new Map(),
  used: new Set(),
  standing: new Map(),
  below: new Map(),
  scopes: new Map(),
  turns: new Map(),
  intents: new Map(),
  intentsIn: new Map(),
  leases: new Map(),
  held: new Map(),
  leasing: new Set(),
  holds: [],
  members: new Map(),
  paused: false,
  pauses: new Map(),
  budgets: new Map(),
  effects: new Map(),
  outbox: new Map(),
  arrived: new Map(),
  forgeries: new Map(),
  wakes: new Map(),
  lobby: new Map(),
  schedules: new Map(),
  observed: new Map(),
  tries: new Map(),
  turnCount: 0,
  intentCount: 0,
  host: '',
  readiness: unbuilt(),
})
