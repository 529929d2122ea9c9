/** The clock of this machine. */
import { type Clock, type Instant, parseInstant, present } from '../../base/index.ts'

/** The longest wait that a timer of Node takes; a longer one is cut into pieces. */
const timerMsMax = 2 ** 31 - 1

/** Reads the machine's time and wakes by its timers; a clock set forward or back moves no waiting task past its instant. */
export const realClock = (): Clock => ({ now, schedule })

const now = (): Instant => present(parseInstant(Date.now()), 'the clock is within the range')

const schedule = (at: Instant, task: () => void): (() => void) => {
  // Timers run by a clock of their own, so the instant is looked at again when one fires.
  const wake = (): void => {
    if (now() >= at) task()
    else timer = wait()
  }
  const wait = (): NodeJS.Timeout => setTimeout(wake, Math.min(timerMsMax, Math.max(0, at - now())))
  let timer = wait()
  return () => clearTimeout(timer)
}
