/** Hosting of a ledger in memory. */
import { accepted, type Instant, later, type Outcome } from '../../../base/index.ts'
import {
  type Hosting,
  hostingLeaseMs,
  refuseHeld,
  refuseTakenOver,
  type Tenure,
} from '../../hosting.ts'
import type { MemoryStorage } from './memory-storage.ts'

/** Hosting as one store of the ledger sees it; `holder` is that store. */
export const memoryHosting = (storage: MemoryStorage, holder: object): Hosting => ({
  acquire: async (host, now) => acquire(storage, holder, { host, now }),
  renew: async (tenure, now) => {
    if (storage.tenure?.number !== tenure.number) return refuseTakenOver(storage.tenure)
    storage.tenure = { ...tenure, until: later(now, hostingLeaseMs) }
    return accepted(storage.tenure)
  },
  release: async (tenure) => {
    if (storage.tenure?.number === tenure.number) storage.holder = undefined
    else storage.replaced.delete(holder)
  },
  replaced: async () => [...storage.replaced.values()][0],
  last: async () => storage.tenure,
})

const acquire = (
  storage: MemoryStorage,
  holder: object,
  { host, now }: { readonly host: string; readonly now: Instant },
): Outcome<Tenure, 'held'> => {
  const { tenure } = storage
  if (tenure !== undefined && storage.holder !== undefined && now < tenure.until) {
    return refuseHeld(tenure)
  }
  const { holder: before } = storage
  if (tenure !== undefined && before !== undefined && before !== holder) {
    storage.replaced.set(before, tenure.host)
  }
  storage.tenure = { number: (tenure?.number ?? 0) + 1, host, until: later(now, hostingLeaseMs) }
  storage.holder = holder
  return accepted(storage.tenure)
}
