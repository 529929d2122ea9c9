/** The room behind the door: the host, what the door remembers of its windows, and how it hands commands over. */
import { type Instant, later } from '../../base/index.ts'
import type { Chosen, Verdict } from '../../kernel/index.ts'
import type { Known } from '../../memory/index.ts'
import type { Host, Request } from '../host.ts'
import type { Tree } from '../ports/index.ts'
import { type Deeds, noDeeds } from './claims/deeds.ts'
import { editsIn } from './edits.ts'
import { type Letters, openLetters } from './letters.ts'
import type { Visit } from './visit.ts'
import type { Want } from './wants.ts'

/** What a door is given besides its host. */
export interface DoorOptions {
  readonly tree: Tree
  readonly processes: { readonly isAlive: (process: number) => boolean }
  /** How long a window may be silent before its seat and its leases are free; ten minutes unless said. */
  readonly leaseMs?: number
  /** Absolute places that no window writes, such as the firm's own folder. */
  readonly closed?: readonly string[]
}

const leaseMsDefault = 600_000

/** What a window is writing, as far as its hooks have told. */
export interface Writing {
  /** Allowed and not yet reported as written. */
  readonly paths: Set<string>
  /** Counts what was allowed, so that a look at the tree knows whether it is out of date. */
  count: number
}

/** An edit, with the visit whose it is. */
export interface HeldEdit {
  readonly visit: string
  readonly paths: readonly string[]
}

/** The writes that went by the door, counted, so that it can be told which came after a look at the tree. */
export interface Writes {
  count: number
  /** By path, the last that was allowed or reported. */
  readonly last: Map<string, { readonly visit: string; readonly count: number }>
}

/** Everything the door works with. It is gone with its host; what must last stands in the ledger. */
export interface Room {
  readonly host: Host
  readonly options: Required<DoorOptions>
  readonly letters: Letters
  readonly wants: Set<Want>
  /** Whose each edit is, for as long as it may have to be told that it has ended. */
  readonly edits: Map<string, HeldEdit>
  /** By visit. */
  readonly writing: Map<string, Writing>
  /** What a window was last asked for, by visit. */
  readonly purposes: Map<string, string>
  /** By visit, the process that was told last. */
  readonly processes: Map<string, number>
  /** By visit, what it was told; who is not in it was told nothing yet. */
  readonly known: Map<string, Known>
  /** By visit, what it was asked for and did since. */
  readonly deeds: Map<string, Deeds>
  readonly writes: Writes
  /** The seat in which a session sat last, by its name. */
  readonly seats: Map<string, string>
  readonly hand: (request: Request) => Verdict
  /** Resolves once all that was handed over is durable. */
  readonly durable: () => Promise<void>
}

/** A room in which nobody was heard of yet. */
export const openRoom = (host: Host, options: DoorOptions): Room => {
  let durable = Promise.resolve()
  return {
    host,
    options: { leaseMs: leaseMsDefault, closed: [], ...options },
    letters: openLetters(),
    wants: host.wants,
    edits: new Map(),
    writing: new Map(),
    purposes: new Map(),
    processes: new Map(),
    known: new Map(),
    deeds: new Map(),
    writes: { count: 0, last: new Map() },
    seats: new Map(),
    hand: (request) => {
      const handed = host.hand(request)
      // What is durable is so in order: with the last, everything before it.
      if (handed.verdict.events.length > 0) durable = handed.durable
      return handed.verdict
    },
    durable: async () => await durable,
  }
}

/** Sends a message in a seat's own name. */
export const sendAs = (room: Room, seat: string, chosen: Chosen): Verdict =>
  room.hand({
    type: 'act-as-member',
    member: seat,
    chosen: [chosen],
    cites: [],
    verdicts: [],
    records: room.host.options.recollection.records(),
  })

/** Notes that a window was heard of: its leases last from now. */
export const hear = ({ host, options }: Room, { id }: Visit): Instant => {
  const lapsesAt = later(host.now(), options.leaseMs)
  host.lapses.set(id, lapsesAt)
  return lapsesAt
}

/** What a window is writing. */
export const writingOf = ({ writing }: Room, { id }: Visit): Writing => {
  const known = writing.get(id) ?? { paths: new Set(), count: 0 }
  writing.set(id, known)
  return known
}

/** What a window did, as far as it is known. */
export const deedsOf = ({ deeds }: Room, { id }: Visit): Deeds => {
  const known = deeds.get(id) ?? noDeeds(true)
  deeds.set(id, known)
  return known
}

/** Counts writes of these paths by a window. */
export const countWrites = ({ writes }: Room, { id }: Visit, paths: readonly string[]): void => {
  writes.count += 1
  for (const path of paths) writes.last.set(path, { visit: id, count: writes.count })
}

/** The process of a window as it was told last, or when it came; 0 where nobody did. */
export const processOf = ({ processes }: Room, { id, process }: Visit): number =>
  processes.get(id) ?? process

/** How a visit ends that its window does not end itself. */
export interface Ending {
  readonly as: 'failed' | 'expired' | 'cancelled'
  readonly by: 'host' | 'clock'
  readonly because: string
}

/** Ends the edits of a window, then its visit: in that order a host that dies in between forgets nobody. */
export const endVisit = (room: Room, visit: Visit, ending: Ending): void => {
  for (const { id, seat } of editsIn(room.host.state)) {
    if (seat === visit.seat) room.hand({ type: 'end-enactment', enactment: id, ...ending })
  }
  room.hand({ type: 'end-enactment', enactment: visit.id, ...ending })
  forget(room, visit)
}

/** Forgets what the door alone remembers of a visit. */
export const forget = (room: Room, { id }: Visit): void => {
  room.host.lapses.delete(id)
  room.letters.take(id)
  for (const map of [room.writing, room.purposes, room.processes, room.known, room.deeds])
    map.delete(id)
}
