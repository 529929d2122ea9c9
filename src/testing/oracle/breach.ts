/** What a judge finds: an invariant of DESIGN section 11 that an event breaks. */

/** One broken invariant, without the place where it was found. */
export interface Finding {
  readonly invariant: number
  readonly what: string
}

/** One broken invariant, at a position. */
export interface Breach extends Finding {
  readonly position: number
}

/** The findings of one invariant. */
export const findings = (invariant: number, ...whats: readonly string[]): readonly Finding[] =>
  whats.map((what) => ({ invariant, what }))
