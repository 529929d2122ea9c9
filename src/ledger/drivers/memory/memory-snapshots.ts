/** The snapshot side of a ledger in memory. */
import { assert } from '../../../base/index.ts'
import type { Snapshots } from '../../snapshot.ts'
import { type MemoryStorage, tipOf } from './memory-storage.ts'

/** The snapshots of a ledger in memory: the latest one. */
export const memorySnapshots = (storage: MemoryStorage): Snapshots => ({
  keep: async (snapshot) => {
    assert(snapshot.position <= tipOf(storage).position, 'a snapshot is of what is durable')
    storage.snapshot = snapshot
  },
  latest: async (format) => {
    const { snapshot } = storage
    if (snapshot === undefined) return undefined
    const chained =
      snapshot.position === 0 || storage.entries[snapshot.position - 1]?.hash === snapshot.hash
    if (snapshot.format === format && chained) return snapshot
    storage.snapshot = undefined
    return undefined
  },
})
