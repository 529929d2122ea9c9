/** The process of a first minute's host: it runs the firm, and a fault point may kill it at any instant. */
import process from 'node:process'
import { type Faults, noFaults } from '../../base/index.ts'
import { standBy } from './host-standby.ts'
import type { HostOrder } from './relay.ts'

const killer = (kill: HostOrder['kill']): Faults => {
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

standBy(({ kill }) => killer(kill))
