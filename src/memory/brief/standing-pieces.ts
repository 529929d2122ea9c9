/** What stands under the task: each standing fact that the turn rests on, with the version before it. */
import { isAudience } from '../audience.ts'
import type { StandingVersion } from '../memory.ts'
import type { LeftOutPiece, Piece } from './brief.ts'
import { sayValue, type Scene, shorten } from './scene.ts'

const shortCharacters = 300

/** The standing facts of the touched scopes that the member may read, and those that it may not. */
export const standingPieces = (
  scene: Scene,
): { readonly pieces: readonly Piece[]; readonly leftOut: readonly LeftOutPiece[] } => {
  const pieces: Piece[] = []
  const leftOut: LeftOutPiece[] = []
  for (const { path, version } of scene.premises) {
    if (path.endsWith('/*')) continue
    const versions = scene.memory.standing.get(path) ?? []
    const at = versions.findIndex((one) => one.version === version)
    const now = versions[at]
    if (now === undefined) {
      const text = `- ${path}: nothing stands there yet`
      // A scope that only holds others is no fact that is missing.
      if (!hasBelow(scene, path)) pieces.push({ section: 'standing', what: path, text, rank: 7 })
    } else if (isAudience(now.audience, scene.reader)) {
      pieces.push(standingPiece(scene, now, at > 0 ? versions[at - 1] : undefined))
    } else leftOut.push({ section: 'standing', what: path, why: 'audience' })
  }
  return { pieces, leftOut }
}

const hasBelow = ({ memory }: Scene, path: string): boolean =>
  [...memory.standing.keys()].some((one) => one.startsWith(`${path}/`))

const standingPiece = (
  scene: Scene,
  now: StandingVersion,
  before: StandingVersion | undefined,
): Piece => {
  const head = `- ${now.path} (version ${now.version}, by ${now.by} in ${now.enactment}): `
  const value = now.retracted
    ? 'was taken back; nothing stands there now'
    : sayValue(scene, now.value)
  const was =
    before === undefined ? '' : `; before it said ${shorten(sayValue(scene, before.value), 120)}`
  return {
    section: 'standing',
    what: `${now.path} version ${now.version}`,
    text: head + value + was,
    short: head + shorten(value, shortCharacters),
    rank: 3,
  }
}
