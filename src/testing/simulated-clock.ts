/** A clock that stands still until it is moved: time in simulations. */
import type { Clock, Instant } from '../base/index.ts'

/** A clock with hands that a test moves. */
export interface SimulatedClock extends Clock {
  /** Moves the clock on and runs what falls due on the way, by instant, then in the order of asking. */
  readonly pass: (ms: number) => void
  /** Sets the clock to any instant, also an earlier one; runs nothing. */
  readonly jumpTo: (at: Instant) => void
  /** The next instant that somebody waits for. */
  readonly next: () => Instant | undefined
}

interface Waiting {
  readonly at: Instant
  readonly order: number
  readonly task: () => void
}

/** A simulated clock that begins at an instant, 2026-01-01 unless told. */
export const simulatedClock = (start: Instant = 1_767_225_600_000 as Instant): SimulatedClock => {
  let now = start
  let order = 0
  let waiting: Waiting[] = []
  const first = (): Waiting | undefined =>
    waiting.toSorted((a, b) => a.at - b.at || a.order - b.order)[0]
  return {
    now: () => now,
    schedule: (at, task) => {
      const entry: Waiting = { at, order: (order += 1), task }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((one) => one !== entry)
      }
    },
    pass: (ms) => {
      const end = (now + ms) as Instant
      for (let due = first(); due !== undefined && due.at <= end; due = first()) {
        const { at, task } = due
        waiting = waiting.filter((one) => one.task !== task)
        if (at > now) now = at
        task()
      }
      now = end
    },
    jumpTo: (at) => {
      now = at
    },
    next: () => first()?.at,
  }
}
