/** Bugs that can be planted into a simulated firm, one at a time, to see that the simulation finds them. */
import type { Host } from '../host/index.ts'
import type { FirmState } from '../kernel/index.ts'
import { openMemoryStore } from '../ledger/drivers/memory/index.ts'
import type { Store } from '../ledger/index.ts'
import type { SimulatedDisk } from './simulated-disk.ts'

/** A bug that can be planted, one at a time, to see that the simulation finds it. */
export type PlantedBug =
  | 'a lost flush'
  | 'a missing fence'
  | 'premises judged before the turn commits'
  | 'an effect started twice'
  | 'acknowledgement before durability'

/** The store with a bug in it, where this one is of the store. */
export const withBug = (store: Store, disk: SimulatedDisk, bug: PlantedBug | undefined): Store => {
  const append: Store['append'] = async (expected, entries) => {
    if (bug === 'acknowledgement before durability') {
      return await openMemoryStore(disk.cached).append(expected, entries)
    }
    const { length } = disk.cached.entries
    const moved = entries.map((entry, place) => ({ ...entry, position: length + place + 1 }))
    return await store.append(length, moved)
  }
  const isPlanted = bug === 'acknowledgement before durability' || bug === 'a missing fence'
  return isPlanted ? { ...store, append } : store
}

/** Judges premises as if they were judged when the turn began, and not when it commits. */
export const judgeEarly = (host: Host): void => {
  const hand = host.hand.bind(host)
  const { state } = host
  const seen = new Map<string, FirmState['standing']>()
  host.hand = (request) => {
    const early = request.type === 'commit-turn' ? seen.get(request.turn) : undefined
    if (early === undefined) {
      const handed = hand(request)
      for (const turn of state.turns.keys()) {
        if (!seen.has(turn)) seen.set(turn, new Map(state.standing))
      }
      return handed
    }
    // The kernel judges at once, so what it sees can be put back at once.
    const now = state.standing
    state.standing = early
    const handed = hand(request)
    state.standing = new Map([...early, ...now])
    return handed
  }
}
