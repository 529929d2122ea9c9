/** News for a window: what has come that bears on what it does and that it was not told, each thing once. */
import { assert } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { type Reader, readerOf } from '../audience.ts'
import type { Memory, StandingVersion } from '../memory.ts'
import type { Known } from './known.ts'
import { noticesAfter } from './notice.ts'
import { readableNow, sayChanged, sayStanding } from './say-standing.ts'
import { bearsOn, isGoal, type Place, placeOf } from './scope.ts'
import { bearingOn, cameAfter, indexStanding, type StandingIndex } from './standing-index.ts'

/** Which window asks, and what it does now. */
export interface NewsAsk {
  readonly member: string
  readonly known: Known
  /** What it edits, wrote or is about to write, seen from the repository's root. */
  readonly paths: readonly string[]
}

/** What it is told. */
export interface News {
  readonly sentences: readonly string[]
  /** Whether something changed that it was told to work by: a goal, or what it was told in an earlier version. */
  readonly overturned: boolean
  /** What it knows now. */
  readonly known: Known
}

/** So many standing facts are told at once; of the rest it is said how they are found. */
const toldMax = 10

/**
 * The news for a window. A standing fact bears on it by the rule of `bearsOn`, when it comes or when the window first
 * does something at a place on which it bears. What the window said itself is no news to it, and what its member may
 * not read is never told (invariant 12).
 */
export const newsSince = (memory: Memory, state: FirmState, ask: NewsAsk): News => {
  assert(memory.position === state.position, 'memory and state stand at the same position')
  const { member, known } = ask
  const paths = new Set([...known.paths, ...ask.paths])
  const reader = readerOf(state, member, '')
  const notices = noticesAfter(memory, member, known.position)
  const news = standingNews(memory, { ask, paths, reader, index: indexIn(memory, state) })
  const said = new Map(known.said)
  for (const { path, version } of news) said.set(path, version)
  const told = news.filter(({ by }) => by !== member)
  const isOverturned = (now: StandingVersion): boolean =>
    isGoal(now.path) || (known.said.get(now.path) ?? now.version) < now.version
  return {
    sentences: [...notices.map(({ text }) => text), ...sentencesOf(memory, known, told)],
    overturned: notices.some((one) => one.isGoal) || told.some(isOverturned),
    known: { position: memory.position, paths, said },
  }
}

/** The index of what stands, built when it is first asked for. */
export const indexIn = (memory: Memory, state: FirmState): StandingIndex => {
  memory.index ??= indexStanding(state)
  return memory.index
}

interface Asking {
  readonly ask: NewsAsk
  readonly paths: ReadonlySet<string>
  readonly reader: Reader
  readonly index: StandingIndex
}

// The newest first.
const standingNews = (memory: Memory, asking: Asking): readonly StandingVersion[] => {
  const { ask, reader } = asking
  const { position, said } = ask.known
  return [...new Set([...cameSince(asking, position), ...metAt(asking)])]
    .flatMap((path) => readableNow(memory, path, reader) ?? [])
    .filter((now) => said.get(now.path) !== now.version && !isGone(now, ask.known))
    .toSorted((a, b) => b.position - a.position)
}

// Who never heard that something stands need not hear that it no longer does.
const isGone = (now: StandingVersion, { position, said }: Known): boolean =>
  now.retracted === true && now.position <= position && !said.has(now.path)

const cameSince = ({ index, paths }: Asking, position: number): readonly string[] => {
  const came = cameAfter(index, position)
  if (came.length === 0) return []
  const places = [...paths].map(placeOf)
  return came.filter((path) => {
    const scope = index.scopes.get(path)
    if (scope?.kind === 'firm') return true
    return scope !== undefined && places.some((place) => bearsOn(scope, place))
  })
}

// What stands already is told when the window first comes to a place on which it bears.
const metAt = ({ ask, index }: Asking): readonly string[] =>
  ask.paths
    .filter((path) => !ask.known.paths.has(path))
    .map((path): Place => placeOf(path))
    .flatMap((place) => bearingOn(index, place))

const sentencesOf = (
  memory: Memory,
  known: Known,
  told: readonly StandingVersion[],
): readonly string[] => {
  const sentences = told
    .slice(0, toldMax)
    .map((now) => (now.position > known.position ? sayChanged(memory, now) : sayStanding(now)))
  const more = told.length - sentences.length
  return more === 0 ? sentences : [...sentences, `${more} older things stand here besides`]
}
