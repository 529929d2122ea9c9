/** A protocol compiled to indices: what checker and kernel step through. */
import type { ProtocolForm } from '../form.ts'

/** Where a condition looks. `own` is the sender's own cohort; `all` and `quorum` look at a whole set. */
export type Where = 'course' | 'own' | 'all' | 'quorum'

/** A compiled condition. */
export interface Test {
  readonly where: Where
  /** Whether `index` names a message's effect, rather than a fact. */
  readonly effect: boolean
  /** The fact, or the message whose effect is read. */
  readonly index: number
  /** The value it must have: 0 for any binding; for effects an `effectState`. */
  readonly value: number
  /** For `all` and `quorum`: the set, else -1. */
  readonly set: number
  /** For `quorum`: how many, else 0. */
  readonly count: number
}

/** One fact that a message binds. */
export interface Output {
  readonly fact: number
  /** The values it may bind: `[1]`, or `2 + i` for each branch i that it may choose. */
  readonly values: readonly number[]
  /** Whether each member of the sending set binds one of its own. */
  readonly own: boolean
}

/** A compiled round: `from` is a message, `keep` are facts, key facts included. */
export interface Round {
  readonly from: number
  readonly keep: readonly number[]
  readonly max: number
  /** 1 + index of the ending when the children are spent. */
  readonly spent: number
}

/** Which messages read a receipt; an unread failure or refusal ends the enactment as failed. */
export interface ReadBy {
  readonly done: readonly number[]
  readonly failed: readonly number[]
  readonly refused: readonly number[]
}

/** A compiled message. */
export interface Message {
  readonly index: number
  readonly name: string
  readonly from: string
  /** The set that sends it, or -1. */
  readonly set: number
  /** Sent by the clock when a deadline fires, never from a menu. */
  readonly clock: boolean
  readonly in: readonly Test[]
  readonly not: readonly Test[]
  readonly out: readonly Output[]
  /** Every way to choose the values of `out`. */
  readonly choices: readonly (readonly number[])[]
  readonly effect: 'none' | 'revocable' | 'irreversible'
  /** 1 + index of the ending, or 0. */
  readonly ends: number
  readonly round: Round | undefined
  /** The instant that stands in for a complete `all`, or -1. */
  readonly by: number
  /** The message whose effect it undoes, or -1. */
  readonly undoes: number
  readonly lease: boolean
  /** Sets whose members it fixes, if nothing has before. */
  readonly opens: readonly number[]
  /** Facts of sets that it reads by `all` or `quorum`, and thereby closes. */
  readonly closes: readonly number[]
  readonly readBy: ReadBy
  /** Effects that rest on this one's `done` or on what it binds: they are undone before it. */
  readonly dependants: readonly number[]
}

/** A compiled fact. */
export interface Fact {
  readonly index: number
  readonly name: string
  /** The role set each of whose members has one of its own, or -1. */
  readonly set: number
  /** For `each`: the set of its parts, or -1. */
  readonly parts: number
  readonly first: boolean
  readonly stands: boolean
  readonly branches: readonly string[]
}

/** A role set, or the parts of an `each` fact. */
export interface MemberSet {
  readonly index: number
  readonly name: string
  readonly parts: boolean
  /** The fact that names its members or holds its parts, or -1. */
  readonly fact: number
  /** Whether no message names it first: its members are fixed when the enactment begins. */
  readonly fromStart: boolean
}

/** A compiled deadline: either an ending or a message of the clock follows. */
export interface Deadline {
  readonly fact: number
  readonly instant: number
  /** 1 + index of the ending, or 0. */
  readonly ends: number
  /** The clock's message, or -1. */
  readonly message: number
}

/** A state that must never be: all of `in` hold and none of `not`. */
export interface Never {
  readonly name: string
  readonly in: readonly Test[]
  readonly not: readonly Test[]
}

/** The whole protocol, ready to step. Immutable: one machine serves every course. */
export interface Machine {
  readonly form: ProtocolForm
  readonly facts: readonly Fact[]
  readonly messages: readonly Message[]
  readonly sets: readonly MemberSet[]
  readonly deadlines: readonly Deadline[]
  readonly never: readonly Never[]
  readonly factNamed: ReadonlyMap<string, number>
  readonly messageNamed: ReadonlyMap<string, number>
  readonly setNamed: ReadonlyMap<string, number>
  /** The messages that a role may send; the clock's are left out. */
  readonly sentBy: ReadonlyMap<string, readonly Message[]>
  /** Messages with an effect. */
  readonly effects: readonly Message[]
  /** Messages that take a lease. */
  readonly leases: readonly Message[]
  /** Instants that a deadline or a `by` waits for. */
  readonly instants: readonly number[]
  /** The key facts, which the kernel binds in a child. */
  readonly key: readonly number[]
}
