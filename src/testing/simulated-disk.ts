/** A disk of the simulation: it keeps what was flushed, and of the rest what the seed lets it keep. */
import type { Random } from '../base/index.ts'
import { createMemoryStorage, type MemoryStorage } from '../ledger/drivers/memory/index.ts'

/** A ledger's disk. `cached` is what every opener sees; a crash throws away what was not flushed. */
export interface SimulatedDisk {
  /** The ledger as the processes see it. */
  readonly cached: MemoryStorage
  /** Makes all that was written so far survive. */
  readonly flush: () => void
  /** Notes that entries were appended together: a store keeps all of them or none, at a crash too. */
  readonly endGroup: () => void
  /** The power goes: of what was not flushed the first groups are kept, as many as the seed says, perhaps none. */
  readonly crash: () => void
  /** How many entries would be lost at worst. */
  readonly unflushedCount: () => number
}

/** How a disk behaves. */
export interface SimulatedDiskPlan {
  readonly random: Random
  /** A disk that lies: its flushes do nothing. A planted fault, which the simulation must find. */
  readonly losesFlushes?: boolean
}

/** Makes an empty disk. */
export const createSimulatedDisk = ({
  random,
  losesFlushes = false,
}: SimulatedDiskPlan): SimulatedDisk => {
  const cached = createMemoryStorage()
  let durable = noteOf(cached)
  const unflushedCount = (): number => cached.entries.length - durable.entryCount
  let groupEnds: readonly number[] = []
  const endGroup = (): void => {
    groupEnds = [...groupEnds, cached.entries.length]
  }
  const flush = (): void => {
    if (losesFlushes) return
    durable = noteOf(cached, durable)
    groupEnds = []
  }
  const crash = (): void => {
    const entryCount = random.pick([durable.entryCount, ...groupEnds])
    const keepsAll = entryCount === cached.entries.length && random.integer(2) === 0
    restore(cached, { ...(keepsAll ? noteOf(cached) : durable), entryCount })
    durable = noteOf(cached)
    groupEnds = []
  }
  return { cached, endGroup, flush, crash, unflushedCount }
}

/** What survives a crash. Entries are only ever appended, so their number says which. */
interface Note {
  readonly entryCount: number
  readonly snapshot: MemoryStorage['snapshot']
  readonly marks: MemoryStorage['marks']
  readonly marksPosition: number
  readonly tenure: MemoryStorage['tenure']
}

const noteOf = (storage: MemoryStorage, before?: Note): Note => ({
  entryCount: storage.entries.length,
  snapshot: storage.snapshot,
  marks: before?.marksPosition === storage.marksPosition ? before.marks : copyOf(storage.marks),
  marksPosition: storage.marksPosition,
  tenure: storage.tenure,
})

const copyOf = (marks: MemoryStorage['marks']): MemoryStorage['marks'] =>
  new Map([...marks].map(([name, positions]) => [name, [...positions]]))

/** After a crash no process holds anything or watches. */
const restore = (storage: MemoryStorage, note: Note): void => {
  storage.entries.length = note.entryCount
  storage.snapshot = note.snapshot
  storage.marks = copyOf(note.marks)
  storage.marksPosition = note.marksPosition
  storage.tenure = note.tenure
  storage.holder = undefined
  storage.replaced.clear()
  storage.watchers.clear()
}
