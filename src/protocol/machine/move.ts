/** The moves of a course: everything that can happen to an enactment, by index. */
import type { Ending } from '../form.ts'

/** A role sends a message. `Course` says what the numbers in `branches` mean. */
export interface Send {
  readonly kind: 'send'
  readonly message: number
  /** The sender's cohort, where a set sends. */
  readonly cohort?: number
  /** For each of the message's `out` the value that it binds. */
  readonly branches: readonly number[]
  /** In the checker: for each set of `Message.opens` how many members it has. */
  readonly sizes?: readonly number[]
  /** In the kernel: for each set of `Message.opens` who its members are. */
  readonly members?: readonly (readonly string[])[]
}

/** The proof comes back that an effect happened, or that it did not. */
export interface Receipt {
  readonly kind: 'receipt'
  readonly message: number
  readonly cohort?: number
  readonly outcome: 'done' | 'failed'
}

/** A message was vetoed for good. */
export interface Refuse {
  readonly kind: 'refuse'
  readonly message: number
  readonly cohort?: number
}

/** The instant that this fact holds has passed. */
export interface Time {
  readonly kind: 'time'
  readonly instant: number
}

/** The enactment is ended from outside: cancelled, superseded, or its last child has ended so. */
export interface End {
  readonly kind: 'end'
  readonly as: Ending
}

/** A done effect is being undone, or was. */
export interface Undo {
  readonly kind: 'undo'
  readonly message: number
  readonly cohort?: number
  readonly stage: 'start' | 'done'
}

/** A part of an `each` has ended. */
export interface Part {
  readonly kind: 'part'
  readonly cohort: number
  readonly as: Ending
}

/** Apart only: a message of another ledger arrived, with the facts that it carries and their values. */
export interface Receive {
  readonly kind: 'receive'
  readonly message: number
  readonly facts: readonly { readonly fact: number; readonly value: number }[]
}

/** Everything that can happen to the course of an enactment. */
export type Move = Send | Receipt | Refuse | Time | End | Undo | Part | Receive

/** Who asks for a menu: a role, and in a role set which member. */
export interface Sender {
  readonly role: string
  readonly member?: string
}
