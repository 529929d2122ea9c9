/** A rule of the house: what it asks, how a breach is found, and one deliberate breach. */
import type { House } from './house.ts'

/** One rule. `breach` holds files that break it, so that the rule is seen red in its own test. */
export interface Rule {
  /** A sentence that says what is so when the rule holds. */
  readonly name: string
  /** Breaches, each with place and value. */
  readonly find: (house: House) => readonly string[]
  readonly breach: { readonly [path: string]: string }
  /** What is found in `breach`, exactly. */
  readonly red: readonly string[]
}
