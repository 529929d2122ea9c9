/** What stands and who answers for what, for the first words to a window: what bears on it first, then the newest. */
import type { LeftOutPiece } from '../brief/brief.ts'
import type { StandingVersion } from '../memory.ts'
import type { FirstPiece, FirstSection } from './first-layout.ts'
import type { FirstScene } from './first-scene.ts'
import { readableNow, sayStanding, shortened, versionNow } from './say-standing.ts'
import { placeOf } from './scope.ts'
import { bearingOn } from './standing-index.ts'

/** So many standing facts are thought of at most: more than fit into any first words. */
const thoughtOfMax = 40
const firstOfKind = 4
const laterRank = 5

const ownerRoot = 'owner/'
const shortCharacters = 160

/** Standing facts as pieces, with what the member may not read; the latter is never said, only counted. */
export const standingLines = (
  scene: FirstScene,
): {
  readonly pieces: readonly FirstPiece[]
  readonly leftOut: readonly LeftOutPiece<FirstSection>[]
} => {
  const ranked = rankedPaths(scene)
  const pieces: FirstPiece[] = []
  const leftOut: LeftOutPiece<FirstSection>[] = []
  for (const [path, rank] of ranked) {
    const now = readableNow(scene.memory, path, scene.reader)
    if (now === undefined) leftOut.push({ section: 'standing', what: path, why: 'audience' })
    else if (now.retracted !== true) pieces.push(lineOf(now, rank))
  }
  const more = scene.index.scopes.size - ranked.size
  if (more > 0) pieces.push(moreLine(more))
  return { pieces, leftOut }
}

/** By path, how much it decides: goals, what bears on where the window works, then the newest. */
const rankedPaths = (scene: FirstScene): ReadonlyMap<string, number> => {
  const { index, paths } = scene
  const ranked = new Map<string, number>()
  // The newest of each kind come before the rest of all, so that no kind takes the whole budget.
  const take = (found: Iterable<string>, rank: number): void => {
    for (const [place, path] of newestFirst(scene, found).entries()) {
      if (ranked.size === thoughtOfMax) return
      if (!ranked.has(path)) ranked.set(path, place < firstOfKind ? rank : laterRank)
    }
  }
  take(index.whole, 1)
  take(new Set(paths.flatMap((path) => bearingOn(index, placeOf(path)))), 2)
  take(newest(scene), 3)
  return ranked
}

const newestFirst = ({ memory }: FirstScene, paths: Iterable<string>): readonly string[] =>
  [...paths]
    .map((path) => ({ path, position: versionNow(memory, path)?.position ?? 0 }))
    .toSorted((a, b) => b.position - a.position)
    .map(({ path }) => path)

const newest = ({ index }: FirstScene): ReadonlySet<string> => {
  const found = new Set<string>()
  for (let at = index.came.length - 1; at >= 0 && found.size < thoughtOfMax; at -= 1) {
    found.add(index.came[at]?.path ?? '')
  }
  return found
}

const lineOf = (now: StandingVersion, rank: number): FirstPiece => {
  const text = `- ${sayStanding(now)}`
  return {
    section: now.path.startsWith(ownerRoot) ? 'owners' : 'standing',
    what: now.path,
    text,
    short: shortened(text, shortCharacters),
    rank,
  }
}

const moreLine = (more: number): FirstPiece => ({
  section: 'standing',
  what: `${more} further standing facts`,
  text: `- ${more} further things stand; what bears on a path is told when you come to it.`,
  rank: 1,
})
