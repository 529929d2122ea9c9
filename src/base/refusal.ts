/** Expected outcomes as values: what was refused, and why, from a closed set. */

/** The thing was done. */
export interface Accepted<T> {
  readonly ok: true
  readonly value: T
}

/** The thing was refused; `why` is exhausted by callers, `message` is for people. */
export interface Refused<Why extends string> {
  readonly ok: false
  readonly why: Why
  readonly message: string
  /** What to do next, as a sentence. */
  readonly hint?: string
}

/** Either a value or a refusal. */
export type Outcome<T, Why extends string> = Accepted<T> | Refused<Why>

/** Wraps a value as accepted. */
export const accepted = <T>(value: T): Accepted<T> => ({ ok: true, value })

/** A refusal with its reason, sentence and mend. */
export const refused = <Why extends string>(
  why: Why,
  message: string,
  hint?: string,
): Refused<Why> =>
  hint === undefined ? { ok: false, why, message } : { ok: false, why, message, hint }
