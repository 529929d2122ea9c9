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
  | 'a gate that is forgotten'
  | 'a takeover that is forgotten'
  | 'an author who is forgotten'
  | 'a lease that is forgotten'
  | 'a fact that outlives its message'

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

/** Plants a bug of the kernel: it judges what comes on a state that lacks something, and goes on with the whole one. */
export const plantIn = (host: Host, bug: PlantedBug | undefined): void => {
  if (bug === 'premises judged before the turn commits') return judgeEarly(host)
  if (bug === 'a lease that is forgotten') return forgetLeases(host)
  if (bug === 'an author who is forgotten') return forgetAuthors(host)
  if (bug === 'a fact that outlives its message') return forgetBindings(host)
  const forget = bug === undefined ? undefined : forgetting[bug]
  if (forget === undefined) return
  const hand = host.hand.bind(host)
  host.hand = (request) => {
    if (request.type !== 'commit-turn' && request.type !== 'act-as-member') return hand(request)
    // The kernel judges at once, so what it is not to see can be put back at once.
    const remember = forget(host.state)
    const handed = hand(request)
    remember()
    return handed
  }
}

/** Takes something out of a state; the answer puts it back, with what came meanwhile. */
type Forgetting = (state: FirmState) => () => void

const forgetting: { readonly [bug in PlantedBug]?: Forgetting } = {
  'a gate that is forgotten': (state) => {
    const { charter } = state
    if (charter === undefined) return () => undefined
    const silent = Object.values(charter.protocols).flatMap(({ name: protocol, messages }) =>
      Object.keys(messages).map((message) => ({
        protocol,
        message,
        gate: { kind: 'silent' } as const,
      })),
    )
    state.charter = { ...charter, policy: silent }
    return () => void (state.charter = charter)
  },
  'a takeover that is forgotten': (state) => {
    const taken = [...state.members.values()].map((one) => [one, one.takenOverBy] as const)
    for (const [member] of taken) member.takenOverBy = undefined
    return () => {
      for (const [member, by] of taken) member.takenOverBy = by
    }
  },
}

/** Judges premises as if they were judged when the turn began, and not when it commits. */
const judgeEarly = (host: Host): void => {
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

const forgetLeases = ({ state: { leases } }: Host): void => {
  leases.clear()
  leases.set = () => leases
}

// What falls is opened again without what it bound.
const forgetBindings = (host: Host): void => {
  const hand = host.hand.bind(host)
  host.hand = (request) => {
    for (const { sent } of host.state.open.values()) {
      for (const [name, said] of sent) sent.set(name, { ...said, facts: [] })
    }
    return hand(request)
  }
}

const forgetAuthors = (host: Host): void => {
  const hand = host.hand.bind(host)
  host.hand = (request) => {
    const handed = hand(request)
    for (const { spoken } of host.state.open.values()) spoken.clear()
    return handed
  }
}
