/** What a judge finds: an invariant of DESIGN section 11 that an event breaks, or a rule of the language. */

/** One broken invariant, without the place where it was found. */
export interface Finding {
  /** Its number; 0 is a rule of the language that is none of the twelve. */
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
