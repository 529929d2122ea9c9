/**
 * Readiness: who is awake and has something to say, and what time brings next, by enactment and kept as events come.
 *
 * It is derived from the rest of the state, stands in no snapshot, and is built when somebody first asks. Events only
 * note here what they changed; `readying.ts` looks at it again, so that a turn costs no more where more work is open
 * and replay costs nothing.
 */
import type { Instant } from '../base/index.ts'

/** An enactment in which a member has something to say; ranked as it was first woken. */
export interface Ready {
  readonly rank: number
  readonly enactment: string
}

/** The next instant that an open enactment waits for. */
export interface Alarm {
  readonly instant: Instant
  readonly enactment: string
}

/** What an enactment showed when it was last looked at. */
export interface Look {
  readonly rank: number
  readonly members: readonly string[]
  /** The marks of everything outside of it that its menus may rest on. */
  readonly marks: readonly string[]
  readonly alarm: Alarm | undefined
}

/** All of it; only this file and `readying.ts` look inside. */
export interface Readiness {
  /** False before it was first asked, and after what may change any menu. */
  isBuilt: boolean
  /** Enactments that are to be looked at again. */
  changed: Set<string>
  /** By enactment, its place among those that were woken. */
  ranks: Map<string, number>
  rankCount: number
  /** By enactment. */
  looks: Map<string, Look>
  /** By member, by rank. */
  ready: Map<string, Ready[]>
  /** By instant, then by name. */
  alarms: Alarm[]
  /** By mark, the enactments whose menus may rest on it. */
  watchers: Map<string, Set<string>>
}

/** Nothing built yet. */
export const unbuilt = (): Readiness => ({
  isBuilt: false,
  changed: new Set(),
  ranks: new Map(),
  rankCount: 0,
  looks: new Map(),
  ready: new Map(),
  alarms: [],
  watchers: new Map(),
})

/** The marks that an enactment may watch: another enactment, a standing path, the leases of a root. */
export const markOf = (kind: 'enactment' | 'path' | 'root', name: string): string =>
  `${kind} ${name}`

const placeMark = (resource: string): string => `lease ${resource}`
const belowMark = (resource: string): string => `leases below ${resource}`

// Every resource that covers this one: its environment, and each folder above it.
const above = (resource: string): readonly string[] => {
  const found: string[] = []
  for (let cut = 0; cut < resource.length - 1; cut += 1) {
    if (resource[cut] === '/') found.push(resource.slice(0, cut))
    else if (resource[cut] === ':') found.push(resource.slice(0, cut + 1))
  }
  return found
}

/** What to watch where another's lease on a resource matters: on itself, above it or below it. */
export const leaseMarks = (resource: string): readonly string[] => [
  placeMark(resource),
  belowMark(resource),
  ...above(resource).map(placeMark),
]

/** Notes that a lease on a resource was taken or freed. */
export const noteLease = (readiness: Readiness, resource: string, root: string): void => {
  if (!readiness.isBuilt) return
  noteMark(readiness, placeMark(resource))
  for (const folder of above(resource)) noteMark(readiness, belowMark(folder))
  noteMark(readiness, markOf('root', root))
}

/** Notes that something changed on which menus of other enactments may rest. */
export const noteMark = (readiness: Readiness, mark: string): void => {
  if (!readiness.isBuilt) return
  for (const watcher of readiness.watchers.get(mark) ?? []) readiness.changed.add(watcher)
}

/** Notes that something changed in an enactment. */
export const noteEnactment = (readiness: Readiness, enactment: string): void => {
  if (!readiness.isBuilt) return
  readiness.changed.add(enactment)
  noteMark(readiness, markOf('enactment', enactment))
}

/** Notes that somebody was woken in an enactment, for the first time there or again. */
export const noteWoken = (readiness: Readiness, enactment: string, isFirst: boolean): void => {
  if (!readiness.isBuilt) return
  if (isFirst) rankLast(readiness, enactment)
  readiness.changed.add(enactment)
}

/** Ranks an enactment after all that were woken before it. */
export const rankLast = (readiness: Readiness, enactment: string): void => {
  readiness.rankCount += 1
  readiness.ranks.set(enactment, readiness.rankCount)
}

/** Notes that any menu may have changed. */
export const noteAll = (readiness: Readiness): void => {
  readiness.isBuilt = false
}
