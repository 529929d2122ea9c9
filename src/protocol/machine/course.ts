/**
 * The course of one enactment: all that decides what may happen next, and no values.
 *
 * Checker and kernel share it. In the checker members of a set are counted, in the kernel each is
 * named; both are cohorts. Everything is a small integer, so that copying and comparing is cheap.
 */

/** What became of an effect; the order of the numbers has no meaning. */
export const effectStates = [
  'none',
  'started',
  'done',
  'failed',
  'refused',
  'undoing',
  'undone',
] as const
export type EffectState = (typeof effectStates)[number]

/** Members of one role set, or parts of one `each`, that are in the same state. */
export interface Cohort {
  /** The index of the set in `Machine.sets`. */
  readonly set: number
  /** The member or part, where it has a name: always in the kernel, never in the checker. */
  readonly who?: string
  /** How many there are: 1 in the kernel. */
  count: number
  /** By fact: 0 unbound, 1 bound, 2 + i bound by branch i. Only the set's own facts are ever bound. */
  facts: number[]
  /** By message: 1 once sent. */
  sent: number[]
  /** By message: an index into `effectStates`. */
  effects: number[]
}

/** The course itself. `step` changes it in place; whoever needs the old one copies it first. */
export interface Course {
  /** By fact: 0 unbound, 1 bound, 2 + i bound by branch i. */
  facts: number[]
  /** By message: 1 once sent. */
  sent: number[]
  /** By message: an index into `effectStates`. */
  effects: number[]
  /** By fact: 1 once the instant that it holds has passed. */
  passed: number[]
  /** By set: 0 not named yet, 1 open, 2 closed. */
  sets: number[]
  cohorts: Cohort[]
  /** The message that must come first, or -1: a round begins with one message alone on the menu. */
  first: number
  /** Which child in its chain of rounds this is: 0 for the root. */
  round: number
  /** 1 + index of the ending that has begun, or 0. Its menu is empty; receipts may be in flight. */
  ending: number
  /** Whether the ending was asked for from outside (cancel, supersession, deadline): a done that completes wins over it. */
  asked: boolean
  /** Whether a round was opened: the menu is closed, and it ends as its last child ends. */
  delegated: boolean
  /** 1 + index of the ending once everything is undone, or 0. */
  ended: number
}
