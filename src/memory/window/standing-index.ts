/** Where standing facts are found by what they bear on and by when they came, so that nobody looks through all of them. */
import type { FirmState } from '../../kernel/index.ts'
import { bearsOn, type Place, type Scope, scopeOfStanding } from './scope.ts'

/** One version of a standing fact, as the ledger orders them. */
export interface Came {
  readonly path: string
  readonly position: number
}

/** Derived from what stands, in no snapshot, and built when a window first asks. */
export interface StandingIndex {
  /** By path of the standing fact. */
  readonly scopes: Map<string, Scope>
  /** By the last step of their scopes. */
  readonly byStep: Map<string, string[]>
  /** By each folder above their scopes, as it is written. */
  readonly below: Map<string, string[]>
  /** Those that bear on the whole firm. */
  readonly whole: string[]
  /** All versions that came, the newest last; those that were superseded since are no more than in the way. */
  came: Came[]
}

/** The index of what stands. */
export const indexStanding = (state: FirmState): StandingIndex => {
  const index: StandingIndex = {
    scopes: new Map(),
    byStep: new Map(),
    below: new Map(),
    whole: [],
    came: [],
  }
  const came = [...state.standing.values()].toSorted((a, b) => a.at - b.at)
  for (const { path, at } of came) noteStanding(index, { path, position: at })
  return index
}

/** Notes a version that came. */
export const noteStanding = (index: StandingIndex, came: Came): void => {
  if (!index.scopes.has(came.path)) file(index, came.path)
  index.came.push(came)
  if (index.came.length > 2 * index.scopes.size + cameSlack) index.came = latest(index.came)
}

const cameSlack = 1_000

const latest = (came: readonly Came[]): Came[] => {
  const last = new Map(came.map((one) => [one.path, one]))
  return came.filter((one) => last.get(one.path) === one)
}

const file = (index: StandingIndex, path: string): void => {
  const scope = scopeOfStanding(path)
  index.scopes.set(path, scope)
  if (scope.kind === 'firm') {
    index.whole.push(path)
    return
  }
  add(index.byStep, scope.steps.at(-1) ?? '', path)
  for (let cut = scope.path.indexOf('/'); cut >= 0; cut = scope.path.indexOf('/', cut + 1)) {
    add(index.below, scope.path.slice(0, cut), path)
  }
}

const add = (map: Map<string, string[]>, name: string, path: string): void => {
  const known = map.get(name)
  if (known === undefined) map.set(name, [path])
  else known.push(path)
}

/** The standing facts that bear on a place and not on all; for the folder of everything none are told apart. */
export const bearingOn = (index: StandingIndex, place: Place): readonly string[] => {
  const found = new Set(index.below.get(place.path))
  for (const name of new Set(place.names.flatMap((names) => [...names]))) {
    for (const path of index.byStep.get(name) ?? []) {
      if (bearsOn(index.scopes.get(path) ?? { kind: 'firm' }, place)) found.add(path)
    }
  }
  return [...found]
}

/** The standing facts of which a version came after a position, the newest first, each once. */
export const cameAfter = (index: StandingIndex, position: number): readonly string[] => {
  const found = new Set<string>()
  for (let at = index.came.length - 1; at >= 0; at -= 1) {
    const one = index.came[at]
    if (one === undefined || one.position <= position) break
    found.add(one.path)
  }
  return [...found]
}
