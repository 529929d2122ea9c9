/** What may stand in the ledger. Every event is JSON; positions and hashes are added by the book. */
import type { Instant, Json, JsonObject } from '../base/index.ts'
import type { Ending, Finality } from '../protocol/index.ts'
import type { ApartEvent } from './apart-event.ts'
import type { BriefTokens } from './brief-tokens.ts'
import type { CharterForm, GateForm } from './charter-form.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { RetractionEvent } from './retraction-event.ts'

/** A standing fact at a version; version 0 is its absence. */
export interface Premise {
  readonly path: string
  readonly version: number
}

/** What a turn used; what was not reported is absent. */
export interface Use {
  readonly ms: number
  /** How long the brief was that the turn was given, in bytes of UTF-8. */
  readonly briefBytes?: number
  /**
   * The hash of its text, by which whoever makes it again knows that it is the same. Absent where it showed what stands in
   * content: that may be erased, and a hash of it would go on telling whether a guess is right.
   */
  readonly briefHash?: string
  /** What the tokens of that brief were, as its maker estimates them. */
  readonly briefTokens?: BriefTokens
  readonly tokensIn?: number
  readonly tokensOut?: number
  readonly moneyMillionths?: number
  readonly currency?: string
}

/** A standing fact that an event binds. */
export interface Standing {
  readonly fact: string
  readonly path: string
  readonly version: number
}

/** One chosen message, as it stands in an intent. */
export interface Chosen {
  readonly enactment: string
  readonly message: string
  readonly facts: JsonObject
  /** The protocol that it opens; its enactment is then a new one. */
  readonly opens?: string
}

/** What every event carries. */
interface Common {
  readonly at: Instant
  /** The host that wrote it. */
  readonly host?: string
}

export interface FirmFounded extends Common {
  readonly type: 'firm-founded'
  readonly format: 1
  readonly firm: string
  /** The operator's public key, as hex. */
  readonly operatorKey: string
}

export interface HostStarted extends Common {
  readonly type: 'host-started'
  readonly host: string
  readonly process: number
}

export interface CharterAdopted extends Common {
  readonly type: 'charter-adopted'
  readonly version: number
  readonly charter: CharterForm
  readonly by: string
  /** The earlier version that this one returns to. */
  readonly rollsBackTo?: number
  readonly signature?: string
}

export interface EnactmentOpened extends Common {
  readonly type: 'enactment-opened'
  readonly enactment: string
  readonly protocol: string
  readonly protocolHash: string
  readonly key: string
  readonly charter: number
  readonly by: string
  /** The enactment in whose turn it was opened. */
  readonly parent?: string
  /** The fact of the parent, where it is a part of `each`. */
  readonly part?: string
  /** 0 for the root of a chain of rounds. */
  readonly round: number
  /** Facts of the earlier round that it keeps by reference. */
  readonly keeps?: readonly string[]
  /** Which firms hold roles elsewhere, as the charter said when it was opened. */
  readonly apart?: Elsewhere
}

export interface TurnOpened extends Common {
  readonly type: 'turn-opened'
  readonly turn: string
  readonly member: string
  /** Empty where the member looks for something to open. */
  readonly enactment: string
  readonly role: string
  /** The standing facts that it was given. */
  readonly premises: readonly Premise[]
  readonly attempt: number
}

export interface TurnEnded extends Common {
  readonly type: 'turn-ended'
  readonly turn: string
  readonly how: 'sent' | 'passed' | 'failed' | 'abandoned' | 'held'
  readonly why?: string
  readonly use: Use
}

export interface TurnRefused extends Common {
  readonly type: 'turn-refused'
  readonly turn: string
  readonly enactment: string
  readonly by: string
  readonly why: RefusalReason
  readonly message: string
  readonly detail: string
  /** The premises that no longer stood. */
  readonly broken: readonly Premise[]
  /** Facts that the refused message claimed, so that an audit can read them. */
  readonly facts: JsonObject
  readonly use: Use
}

/** Why a turn is refused. */
export type RefusalReason =
  | 'not-on-menu'
  | 'premise-broken'
  | 'role-lost'
  | 'member-paused'
  | 'schema'
  | 'missing-receipt'
  | 'forbidden'
  | 'key-used'
  | 'vetoed'
  | 'lease-taken'
  | 'already-waiting'
  | 'not-distinct'

export interface MessageSent extends Common {
  readonly type: 'message-sent'
  readonly enactment: string
  readonly message: string
  readonly by: string
  readonly principal: string
  readonly turn?: string
  readonly epoch: number
  readonly facts: JsonObject
  readonly premises: readonly Premise[]
  /** Standing facts bound at once; those of an effect are bound with its receipt. */
  readonly standing?: readonly Standing[]
  readonly roles?: { readonly [role: string]: string }
  readonly sets?: { readonly [role: string]: readonly string[] }
  /** The idempotency key of the effect that starts with it. */
  readonly effect?: string
  readonly lease?: readonly string[]
  readonly intent?: string
}

export interface IntentHeld extends Common {
  readonly type: 'intent-held'
  readonly intent: string
  readonly turn?: string
  readonly enactment: string
  readonly by: string
  readonly messages: readonly Chosen[]
  readonly premises: readonly Premise[]
  readonly gate: GateForm
  /** By place in `messages`, the paths that a delivery touches; absent where none does. */
  readonly touches?: readonly (readonly string[])[]
  /** Hash of the content that shows what the effect would do. */
  readonly preview?: string
  /** The hold that it waits for, where no gate but a hold keeps it. */
  readonly hold?: string
  readonly token: number
}

export interface IntentReleased extends Common {
  readonly type: 'intent-released'
  readonly intent: string
  readonly by: string
  readonly signature?: string
}

export interface IntentVerified extends Common {
  readonly type: 'intent-verified'
  readonly intent: string
  readonly by: string
}

/** The operator saw an intent for so long; veto windows run in attended time only. */
export interface IntentAttended extends Common {
  readonly type: 'intent-attended'
  readonly intent: string
  readonly ms: number
}

export interface IntentVetoed extends Common {
  readonly type: 'intent-vetoed'
  readonly intent: string
  readonly enactment: string
  readonly message: string
  readonly by: string
  readonly because: string
  /** Hash of the chosen content, which stays vetoed. */
  readonly content: string
  /** Whether the message itself is refused for good and binds `refused`. */
  readonly forGood: boolean
}

export interface IntentLapsed extends Common {
  readonly type: 'intent-lapsed'
  readonly intent: string
  readonly enactment: string
  readonly why: string
  readonly broken: readonly Premise[]
}

export interface EffectSettled extends Common {
  readonly type: 'effect-settled'
  readonly enactment: string
  readonly message: string
  readonly member?: string
  readonly effect: string
  readonly outcome: 'done' | 'failed'
  readonly receipt: JsonObject
  readonly standing?: readonly Standing[]
  /** How settled the receipt is where the environment has degrees of it; absent: final. */
  readonly finality?: Finality
}

export interface EffectDoubted extends Common {
  readonly type: 'effect-doubted'
  readonly enactment: string
  readonly message: string
  readonly member?: string
  readonly effect: string
  readonly why: string
}

export interface EndingBegun extends Common {
  readonly type: 'ending-begun'
  readonly enactment: string
  readonly as: Ending
  readonly by: string
  readonly because: string
}

export interface UndoStarted extends Common {
  readonly type: 'undo-started'
  readonly enactment: string
  readonly message: string
  readonly member?: string
  readonly effect: string
}

export interface UndoSettled extends Common {
  readonly type: 'undo-settled'
  readonly enactment: string
  readonly message: string
  readonly member?: string
  readonly effect: string
  readonly receipt: JsonObject
}

export interface EnactmentEnded extends Common {
  readonly type: 'enactment-ended'
  readonly enactment: string
  /** The enactment that goes on now that this one has ended. */
  readonly parent?: string
  readonly as: Ending
}

export interface InstantPassed extends Common {
  readonly type: 'instant-passed'
  readonly enactment: string
  readonly fact: string
}

/** A standing fact was superseded: who rests on the old one is told, and nobody else. */
export interface BreakTold extends Common {
  readonly type: 'break-told'
  readonly path: string
  readonly from: number
  readonly to: number
  readonly enactments: readonly string[]
  readonly turns: readonly string[]
  readonly intents: readonly string[]
  readonly members: readonly string[]
}

/** Facts that rested on what was superseded or retracted are open again, in a new epoch. */
export interface EnactmentReopened extends Common {
  readonly type: 'enactment-reopened'
  readonly enactment: string
  readonly epoch: number
  readonly messages: readonly string[]
  readonly facts: readonly string[]
  /** Instants that have passed and pass once more, since a deadline waits for what is open again. */
  readonly again?: readonly string[]
  readonly because: string
}

export interface RoleAssigned extends Common {
  readonly type: 'role-assigned'
  readonly enactment: string
  readonly role: string
  readonly member: string
  readonly token: number
  readonly because: string
}

export interface MemberPaused extends Common {
  readonly type: 'member-paused' | 'member-resumed'
  /** Empty: the whole firm. */
  readonly member: string
  readonly by: string
  readonly because: string
}

export interface TakeoverChanged extends Common {
  readonly type: 'takeover-begun' | 'takeover-ended'
  readonly member: string
  readonly by: string
  readonly signature?: string
}

export interface HoldChanged extends Common {
  readonly type: 'hold-taken' | 'hold-ended'
  readonly hold: string
  readonly member: string
  readonly paths: readonly string[]
  readonly until: Instant
}

export interface LeaseLifted extends Common {
  readonly type: 'lease-lifted'
  readonly enactment: string
  readonly resources: readonly string[]
  readonly by: string
  readonly because: string
}

/** Something seen outside, or noted by a member; it binds nothing. */
export interface ObservationNoted extends Common {
  readonly type: 'observation-noted'
  readonly by: string
  readonly about: string
  readonly text: string
  readonly data: Json
  /** The observation of the charter that it is; the environment is then who noted it. */
  readonly observation?: string
  /** What was seen, by name: another than before has woken the member. */
  readonly mark?: string
}

/** The operator, a schedule that fell due or an observation told a member what its next turns begin with. */
export interface MemberTold extends Common {
  readonly type: 'member-told'
  readonly by: string
  readonly member: string
  readonly enactments: readonly string[]
  readonly text: string
  /** The schedule of the charter that fell due; the clock is then who told it. */
  readonly schedule?: string
  /** The instant at which it did. */
  readonly due?: Instant
  /** The observation of the charter that wakes it; its environment is then who told it. */
  readonly observation?: string
}

/** Content about somebody is to be erased; who it is stands nowhere. */
export interface ErasureOrdered extends Common {
  readonly type: 'erasure-ordered'
  readonly by: string
  readonly what: string
  readonly signature?: string
}

/** This ledger is a copy that goes on by itself from here; no effect of it happens. */
export interface FirmForked extends Common {
  readonly type: 'firm-forked'
  readonly firm: string
  readonly from: string
  readonly position: number
  readonly hash: string
}

export type FirmEvent =
  | FirmFounded
  | HostStarted
  | CharterAdopted
  | EnactmentOpened
  | TurnOpened
  | TurnEnded
  | TurnRefused
  | MessageSent
  | IntentHeld
  | IntentReleased
  | IntentVerified
  | IntentAttended
  | IntentVetoed
  | IntentLapsed
  | EffectSettled
  | EffectDoubted
  | EndingBegun
  | UndoStarted
  | UndoSettled
  | EnactmentEnded
  | InstantPassed
  | BreakTold
  | EnactmentReopened
  | RoleAssigned
  | MemberPaused
  | TakeoverChanged
  | HoldChanged
  | LeaseLifted
  | ObservationNoted
  | ApartEvent
  | RetractionEvent
  | MemberTold
  | ErasureOrdered
  | FirmForked
