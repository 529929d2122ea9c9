/** The clock as a port: what needs time is given one, and a simulation gives its own. */
import type { Instant } from './instant.ts'

/** Reads time and wakes at an instant. `now` may jump back; whoever must not, keeps the greater. */
export interface Clock {
  readonly now: () => Instant
  /** Runs `task` once at or after `at`; the answer cancels it. */
  readonly schedule: (at: Instant, task: () => void) => () => void
}
