/** The store driver in memory: for tests, simulations and firms that need not last. */
import { accepted, assert } from '../../../base/index.ts'
import { assertContinues, type Entry } from '../../entry.ts'
import { type ReadOptions, refuseTaken, type Store } from '../../store.ts'
import { memoryHosting } from './memory-hosting.ts'
import { memoryMarks } from './memory-marks.ts'
import { createMemoryStorage, type MemoryStorage, tipOf } from './memory-storage.ts'
import { memorySnapshots } from './memory-snapshots.ts'

/** Opens a store on a ledger in memory, a new one by default. */
export const openMemoryStore = (storage: MemoryStorage = createMemoryStorage()): Store => {
  const holder = {}
  const watching = new Set<() => void>()
  const watch = (told: (position: number) => void): (() => void) => {
    const listener = (position: number): void => told(position)
    storage.watchers.add(listener)
    const end = (): void => {
      storage.watchers.delete(listener)
      watching.delete(end)
    }
    watching.add(end)
    return end
  }
  return {
    tip: async () => tipOf(storage),
    append: async (expected, entries) => appendTo(storage, expected, entries),
    read: (after, options) => readFrom(storage, after, options),
    snapshots: memorySnapshots(storage),
    marks: memoryMarks(storage),
    hosting: memoryHosting(storage, holder),
    watch,
    close: async () => {
      for (const end of watching) end()
      if (storage.holder === holder) storage.holder = undefined
      storage.replaced.delete(holder)
    },
  }
}

const appendTo = (
  storage: MemoryStorage,
  expected: number,
  entries: readonly Entry[],
): Awaited<ReturnType<Store['append']>> => {
  assertContinues(expected, entries)
  const tip = tipOf(storage)
  if (tip.position !== expected) return refuseTaken(expected, tip.position)
  for (const entry of entries) storage.entries.push(entry)
  const after = tipOf(storage)
  for (const told of storage.watchers) told(after.position)
  return accepted(after)
}

async function* readFrom(
  storage: MemoryStorage,
  after: number,
  options: ReadOptions = {},
): AsyncGenerator<readonly Entry[]> {
  const { through = Number.MAX_SAFE_INTEGER, batchCount = 1000 } = options
  assert(after >= 0 && batchCount >= 1, 'reading begins at 0 or later, in batches of at least one')
  for (let from = after; ;) {
    const until = Math.min(from + batchCount, through)
    const batch = storage.entries.slice(from, Math.max(from, until))
    if (batch.length === 0) return
    yield batch
    from += batch.length
  }
}
