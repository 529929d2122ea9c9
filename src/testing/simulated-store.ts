/** A store of the simulation: it writes to a disk that forgets what was not flushed, and dies where the plan says. */
import { type Faults, noFaults } from '../base/index.ts'
import { openMemoryStore } from '../ledger/drivers/memory/index.ts'
import { type Store, withStoreFaults } from '../ledger/index.ts'
import type { SimulatedDisk } from './simulated-disk.ts'

/** How a simulated store behaves. */
export interface SimulatedStoreOptions {
  readonly faults?: Faults
  /** Waits as long as a write takes, on the simulated clock. */
  readonly delay?: () => Promise<void>
}

/** Opens a store on a simulated disk. A write resolves only once it was flushed. */
export const openSimulatedStore = (
  disk: SimulatedDisk,
  options: SimulatedStoreOptions = {},
): Store => {
  const { faults = noFaults, delay = async () => undefined } = options
  const store = openMemoryStore(disk.cached)
  const flushing =
    <Given extends readonly unknown[], T>(write: (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> => {
      const answer = await write(...given)
      faults.reach('disk.flush.before')
      await delay()
      disk.flush()
      return answer
    }
  const append: Store['append'] = async (expected, entries) => {
    const answer = await store.append(expected, entries)
    disk.endGroup()
    return answer
  }
  const { snapshots, marks, hosting } = store
  const flushed: Store = {
    ...store,
    append: flushing(append),
    snapshots: { ...snapshots, keep: flushing(snapshots.keep) },
    marks: { ...marks, add: flushing(marks.add), clear: flushing(marks.clear) },
    hosting: { ...hosting, acquire: flushing(hosting.acquire), renew: flushing(hosting.renew) },
  }
  return withStoreFaults(flushed, faults)
}
