/** What the host that runs says of its firm, for those who would else read the ledger. */
import { firmStatus, type FirmStatus } from '../api/index.ts'
import type { Json } from '../base/index.ts'
import { firmNeeds } from './firm-needs.ts'
import { connectFirm } from './open-firm/socket-wire.ts'
import type { Surroundings } from './surroundings.ts'

/** A status as the host sent it, and as it was read. */
export interface ToldStatus {
  readonly json: Json
  readonly status: FirmStatus
}

/** The status of the firm that is meant; undefined where no host runs, or it ends while it is asked. */
export const statusOfHost = async (surroundings: Surroundings): Promise<ToldStatus | undefined> => {
  const { places } = await firmNeeds(surroundings)
  const client = await connectFirm(places.socket)
  if (client === undefined) return undefined
  try {
    const told = await client.call('status', {})
    const read = told.ok ? firmStatus.safeParse(told.value) : undefined
    return told.ok && read?.success === true ? { json: told.value, status: read.data } : undefined
  } catch {
    return undefined
  } finally {
    await client.close()
  }
}
