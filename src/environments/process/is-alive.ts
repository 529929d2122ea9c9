/** Whether a process is still there: one that has ended and only waits for its parent to notice is not. */
import { readFileSync } from 'node:fs'
import { parseStat } from './process-table.ts'

/** Asks Linux, and elsewhere by a signal that does nothing. A number that is used again counts as the process. */
export const isAlive = (process_: number): boolean => {
  try {
    return !parseStat(process_, readFileSync(`/proc/${process_}/stat`, 'latin1')).ended
  } catch {
    return answersSignals(process_)
  }
}

const answersSignals = (process_: number): boolean => {
  try {
    process.kill(process_, 0)
    return true
  } catch (cause) {
    // Whoever may not send it a signal has found it all the same.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
