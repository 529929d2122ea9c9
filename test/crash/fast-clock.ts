/** The machine's clock, run fast: leases and renewals of seconds pass in fractions of one, over any number of lives. */
import { type Clock, later, parseInstant, present } from '../../src/base/index.ts'

/** How much faster it runs unless told. */
export const speedUsual = 20

const epochMs = Date.UTC(2026, 9, 1)

/** A clock that every process of a test reads alike. */
export const fastClock = (speed: number = speedUsual): Clock => {
  const now: Clock['now'] = () =>
    present(parseInstant(epochMs + (Date.now() - epochMs) * speed), 'the clock is within the range')
  return {
    now,
    schedule: (at, task) => {
      const timer = setTimeout(task, Math.max(0, Math.ceil((at - later(now(), 0)) / speed)))
      return () => clearTimeout(timer)
    },
  }
}
