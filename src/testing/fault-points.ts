/** Every instant at which a plan may stop the program: the lists that ports and drivers export, in one. */
import { filesFaultPoints } from '../environments/files/index.ts'
import { gitFaultPoints } from '../environments/git/index.ts'
import { hostFaultPoints } from '../host/index.ts'
import { contentFaultPoints, storeFaultPoints } from '../ledger/index.ts'

/** All names, each once. A test that kills must visit every one of them. */
export const faultPoints: readonly string[] = [
  ...storeFaultPoints,
  ...contentFaultPoints,
  ...hostFaultPoints,
  ...gitFaultPoints,
  ...filesFaultPoints,
]
