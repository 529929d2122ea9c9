/** Faults that kill this very process, once a point was visited often enough. */
import process from 'node:process'
import { type Faults, noFaults } from '../../base/index.ts'
import type { HostOrder } from './relay.ts'

/** Faults that end the process as the system ends it: nothing is written or said any more. */
export const killAt = (kill: HostOrder['kill']): Faults => {
  if (kill === undefined) return noFaults
  let visits = 0
  return {
    reach: (point) => {
      if (point !== kill.point) return
      visits += 1
      if (visits === kill.visit) process.kill(process.pid, 'SIGKILL')
    },
  }
}
