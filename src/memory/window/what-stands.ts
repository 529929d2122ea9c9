/** What stands about a path or a topic, and what was tried there: the answer to a window that asks. */
import { assert } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { readerOf } from '../audience.ts'
import type { Memory } from '../memory.ts'
import { nearnessOf } from '../nearness.ts'
import { indexIn } from './news-since.ts'
import { readableNow, sayStanding, shortened } from './say-standing.ts'
import { bearsOn, placeOf } from './scope.ts'
import type { StandingIndex } from './standing-index.ts'
import { sayTried } from './work-lines.ts'

/** Who asks, and about what. */
export interface StandingAsk {
  readonly member: string
  /** A path of the repository, or a topic. */
  readonly about: string
}

/** What is known, the newest first, and how much more there is. */
export interface StandingAnswer {
  readonly standing: readonly string[]
  readonly tried: readonly string[]
  readonly more: number
}

const standingMax = 20
const triedMax = 8
const triedCharactersMax = 300

/** What stands about it, and what was tried there. What the member may not read is not in it (invariant 12). */
export const whatStands = (
  memory: Memory,
  state: FirmState,
  { member, about }: StandingAsk,
): StandingAnswer => {
  assert(memory.position === state.position, 'memory and state stand at the same position')
  const reader = readerOf(state, member, '')
  const found = pathsAbout(indexIn(memory, state), about)
    .flatMap((path) => readableNow(memory, path, reader) ?? [])
    .filter(({ retracted }) => retracted !== true)
    .toSorted((a, b) => b.position - a.position)
  const places = { paths: [placeOf(about).path], scopes: [] }
  const tried: string[] = []
  for (const attempt of [...memory.attempts.values()].toReversed()) {
    if (tried.length === triedMax) break
    if (nearnessOf(places, attempt) === 'apart') continue
    tried.push(shortened(sayTried({ reader }, attempt), triedCharactersMax))
  }
  return {
    standing: found.slice(0, standingMax).map(sayStanding),
    tried,
    more: Math.max(0, found.length - standingMax),
  }
}

// Whoever asks about a topic means what stands under its name too, wherever that lies.
const pathsAbout = ({ scopes }: StandingIndex, about: string): readonly string[] => {
  const place = placeOf(about)
  const topic = place.path.toLowerCase()
  return [...scopes].flatMap(([path, scope]) => {
    const isNamed =
      path.toLowerCase() === topic || (scope.kind === 'steps' && scope.steps.includes(topic))
    return isNamed || bearsOn(scope, place) ? [path] : []
  })
}
