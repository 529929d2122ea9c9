/** Every instant at which a verb that writes files of a firm may be stopped: the lists of its parts, in one. */
import { charterFaultPoints } from '../host/charter/index.ts'
import { memberFaultPoints } from './adopting/fault-points.ts'
import { homeFaultPoints } from './open-firm/fault-points.ts'
import { keyFaultPoints } from './operator-key/fault-points.ts'

/** All names, each once: those of the store, of content, of the host and of environments are not among them. */
export const programFaultPoints: readonly string[] = [
  ...keyFaultPoints,
  ...charterFaultPoints,
  ...memberFaultPoints,
  ...homeFaultPoints,
]
