/** The port of a mind: what a member is shown for one turn, and what it may answer. */
import type { Json, JsonObject } from '../../base/index.ts'

/** One message that the member may send now. */
export interface MenuItem {
  readonly message: string
  /** Absent for the enactment of the turn; set for a protocol that the message would open. */
  readonly opens?: string
  /** JSON Schema of the facts that it binds. */
  readonly schema: JsonObject
  /** What the message will do, as a sentence. */
  readonly summary: string
}

/** The text that a mind is given, within its budget. */
export interface BriefText {
  readonly text: string
  readonly tokens: number
}

/** One turn as a member sees it. The whole of it is JSON: a command reads it on standard input. */
export interface TurnView {
  readonly turn: string
  readonly member: string
  readonly role: string
  readonly protocol: string
  readonly enactment: string
  readonly brief: BriefText
  /** Facts that the member may read, by name. */
  readonly known: JsonObject
  /** What broke or changed since its last turn here, as sentences; shown first. */
  readonly changed: readonly string[]
  readonly menu: readonly MenuItem[]
}

/** A message that a mind chose, with the facts that it binds. */
export interface ChosenMessage {
  readonly message: string
  readonly opens?: string
  readonly facts: JsonObject
}

/** What the turn used, as far as it was reported; what was not is absent, never 0. */
export interface TurnUse {
  readonly ms: number
  readonly tokensIn?: number
  readonly tokensOut?: number
  readonly moneyMillionths?: number
  readonly currency?: string
}

/**
 * What a mind answers. `nothing` is a mind that failed: it threw, timed out or answered rubbish.
 * `left-open` is a mind that is asked elsewhere, such as a person: the menu stays, and a verb answers.
 */
export type MindAnswer =
  | {
      readonly kind: 'send'
      readonly messages: readonly ChosenMessage[]
      /** Standing facts that it relied on besides those it was given, by path. */
      readonly cites: readonly string[]
      readonly use: TurnUse
      /** What was written on the way, kept as content. */
      readonly notes: readonly string[]
    }
  | { readonly kind: 'pass'; readonly why: string; readonly use: TurnUse }
  | { readonly kind: 'nothing'; readonly why: string; readonly use: TurnUse }
  | { readonly kind: 'left-open' }

/** News for a turn that is under way: a premise broke, or the turn was stopped. */
export interface TurnSignals {
  /** Aborted when the turn must end. */
  readonly stop: AbortSignal
  /** Called with a sentence for each premise that breaks while the turn runs. */
  readonly onBreak: (told: (sentence: string) => void) => void
}

/**
 * What of a repository a mind looks into. For nothing no worktree is made, and it can deliver no commit; for its work
 * there are the files that the work is about and those beside them; for everything there is the whole, where that is
 * not too large.
 */
export type LooksInto = 'everything' | 'its-work' | 'nothing'

/** What makes a member think. It is called for one turn at a time unless it declares more. */
export interface Mind {
  /** script, command, person, window, model, coding-agent or remote. */
  readonly kind: string
  /** Whether Firm runs it and can refuse what it does. */
  readonly enforced: boolean
  /** How many turns it takes at once. */
  readonly turnsAtOnce: number
  /** Everything, unless it says less. */
  readonly looksInto?: LooksInto
  readonly take: (view: TurnView, workplace: Workplace, signals: TurnSignals) => Promise<MindAnswer>
}

/** Where a turn may write: scratch that it has leased, thrown away unless committed. */
export interface Workplace {
  /** The folder of its worktree; absent where the protocol touches no repository. */
  readonly folder?: string
  /** What is to be known of that worktree, as sentences; its brief says them. */
  readonly notes?: readonly string[]
  /**
   * What the programs of this turn carry in their environment, by which they are found and ended. It
   * must be one of a kind on this machine: turns of two firms may have one name, their marks may not.
   */
  readonly mark?: string
  /** Variables that a program may see, its own login included. */
  readonly variables: { readonly [name: string]: string }
}

/** A fact's value with its name, as screens print it. */
export interface NamedValue {
  readonly name: string
  readonly value: Json
}
