/** What may be asked of the firm. Time, verdicts of guards, records and attendance come in with it. */
import type { Instant, Json, JsonObject } from '../base/index.ts'
import type { Ending, Finality } from '../protocol/index.ts'
import type { AcknowledgeMessage, ReceiveMessage } from './apart-command.ts'
import type { CharterForm } from './charter-form.ts'
import type { Chosen, Premise, Use } from './event.ts'
import type { ObserveFinality, RetractFact } from './retraction-command.ts'

/** Kept and broken reports of a principal in a domain, counted by the host. */
export interface TrackRecord {
  readonly principal: string
  readonly domain: string
  readonly kept: number
  readonly broken: number
}

/** What the host found about one chosen message before it asked the kernel. */
export interface HostVerdict {
  /** Why a value does not fit its schema. */
  readonly misfit?: string
  /** What a value names and that does not exist. */
  readonly missing?: string
  /** Paths that a delivered commit touches, by which leases are taken at delivery. */
  readonly touches?: readonly string[]
  /** Hash of the content that previews its effect. */
  readonly preview?: string
}

interface Common {
  readonly at: Instant
  readonly host: string
}

/** A person's signature over what they allow: hex, over the canonical JSON of `signedText`. */
export interface Signed {
  readonly by: string
  readonly signature?: string
}

export interface FoundFirm extends Common {
  readonly type: 'found-firm'
  readonly firm: string
  readonly operatorKey: string
}

export interface StartHost extends Common {
  readonly type: 'start-host'
  readonly process: number
}

export interface AdoptCharter extends Common, Signed {
  readonly type: 'adopt-charter'
  readonly charter: CharterForm
  readonly rollsBackTo?: number
}

export interface OpenTurn extends Common {
  readonly type: 'open-turn'
  readonly member: string
  /** Empty to look for something to open. */
  readonly enactment: string
}

export interface CommitTurn extends Common {
  readonly type: 'commit-turn'
  readonly turn: string
  readonly chosen: readonly Chosen[]
  /** Standing facts that it relied on besides those it was given. */
  readonly cites: readonly string[]
  /** Premises that broke while it ran and of which it took note. */
  readonly noted: readonly Premise[]
  readonly use: Use
  /** By place in `chosen`. */
  readonly verdicts: readonly HostVerdict[]
  readonly records: readonly TrackRecord[]
  /** Whether the member is unfenced, so that each of its effects needs the operator. */
  readonly unfenced: boolean
}

export interface EndTurn extends Common {
  readonly type: 'end-turn'
  readonly turn: string
  readonly how: 'passed' | 'failed' | 'abandoned'
  readonly why: string
  readonly use: Use
}

/** A person's move: a turn that opens and commits at once. */
export interface ActAsMember extends Common {
  readonly type: 'act-as-member'
  readonly member: string
  readonly chosen: readonly Chosen[]
  readonly cites: readonly string[]
  readonly verdicts: readonly HostVerdict[]
  readonly records: readonly TrackRecord[]
}

export interface ApproveIntent extends Common, Signed {
  readonly type: 'approve-intent'
  readonly intent: string
  readonly records: readonly TrackRecord[]
}

export interface VetoIntent extends Common {
  readonly type: 'veto-intent'
  readonly intent: string
  readonly by: string
  readonly because: string
  readonly forGood: boolean
}

export interface SettleEffect extends Common {
  readonly type: 'settle-effect'
  readonly effect: string
  readonly outcome: 'done' | 'failed'
  readonly receipt: JsonObject
  /** How settled the receipt is where the environment has degrees of it; absent: final. */
  readonly finality?: Finality
}

export interface DoubtEffect extends Common {
  readonly type: 'doubt-effect'
  readonly effect: string
  readonly why: string
}

export interface SettleUndo extends Common {
  readonly type: 'settle-undo'
  readonly effect: string
  readonly receipt: JsonObject
}

export interface PassTime extends Common {
  readonly type: 'pass-time'
  /** How long the operator attended each waiting intent since the last command, in ms. */
  readonly attendedMs: { readonly [intent: string]: number }
  /** What has been earned by now: an intent that time releases is judged again. */
  readonly records: readonly TrackRecord[]
}

/** A schedule of the charter has fallen due; the host computed when. */
export interface FireSchedule extends Common {
  readonly type: 'fire-schedule'
  readonly schedule: string
  /** The instant at which it did, the last of those that were missed. */
  readonly due: Instant
}

/** What a charter observes is not as it was; the host has looked. */
export interface ObserveChange extends Common {
  readonly type: 'observe-change'
  readonly observation: string
  /** Names what was seen: equal marks are equal sights. */
  readonly mark: string
  /** What changed, as a sentence without a full stop. */
  readonly text: string
}

export interface EndEnactment extends Common {
  readonly type: 'end-enactment'
  readonly enactment: string
  readonly as: Ending
  readonly by: string
  readonly because: string
}

export interface PauseMember extends Common {
  readonly type: 'pause-member' | 'resume-member'
  /** Empty: the whole firm. */
  readonly member: string
  readonly by: string
  readonly because: string
}

export interface ChangeTakeover extends Common, Signed {
  readonly type: 'begin-takeover' | 'end-takeover'
  readonly member: string
}

export interface AssignRole extends Common {
  readonly type: 'assign-role'
  readonly enactment: string
  readonly role: string
  readonly member: string
  readonly by: string
  readonly because: string
}

export interface LiftLease extends Common {
  readonly type: 'lift-lease'
  readonly enactment: string
  readonly by: string
  readonly because: string
}

export interface NoteObservation extends Common {
  readonly type: 'note-observation'
  readonly by: string
  readonly about: string
  readonly text: string
  readonly data: Json
}

/** The operator's own message in place of a choice that waits. */
export interface AmendIntent extends Common, Signed {
  readonly type: 'amend-intent'
  readonly intent: string
  readonly facts: JsonObject
  readonly because: string
  readonly verdict: HostVerdict
  readonly records: readonly TrackRecord[]
}

export interface TellMember extends Common {
  readonly type: 'tell-member'
  readonly by: string
  readonly member: string
  /** Empty: in all of its open work. */
  readonly enactment: string
  readonly text: string
}

export interface TakeHold extends Common {
  readonly type: 'take-hold'
  readonly by: string
  /** Standing paths. */
  readonly paths: readonly string[]
  readonly forMs: number
}

export interface EndHold extends Common {
  readonly type: 'end-hold'
  readonly hold: string
}

export interface OrderErasure extends Common, Signed {
  readonly type: 'order-erasure'
  /** The hash over whom it is about and a salt that is kept nowhere. */
  readonly what: string
}

/** The first command of a copy of a firm. */
export interface ForkFirm extends Common {
  readonly type: 'fork-firm'
  /** The name of the copy. */
  readonly firm: string
  /** Where the ledger that was copied stood. */
  readonly position: number
  readonly hash: string
}

export type Command =
  | FoundFirm
  | StartHost
  | AdoptCharter
  | OpenTurn
  | CommitTurn
  | EndTurn
  | ActAsMember
  | ApproveIntent
  | VetoIntent
  | SettleEffect
  | DoubtEffect
  | SettleUndo
  | PassTime
  | FireSchedule
  | ObserveChange
  | EndEnactment
  | PauseMember
  | ChangeTakeover
  | AssignRole
  | LiftLease
  | NoteObservation
  | ReceiveMessage
  | AcknowledgeMessage
  | ObserveFinality
  | RetractFact
  | AmendIntent
  | TellMember
  | TakeHold
  | EndHold
  | OrderErasure
  | ForkFirm
