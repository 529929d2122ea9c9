/** Looking around: what must be asked of the world outside, so that a call can then be judged in one go. */
import type { Outcome } from '../../base/index.ts'
import type { TreeLook } from '../ports/index.ts'
import { visitOf } from './arrive.ts'
import { type HollowClaim, weighClaims } from './claims/weigh-claims.ts'
import { type Cleanness, lookAtTree } from './leave.ts'
import type { WindowCall } from './move.ts'
import type { Room } from './room.ts'
import { type Before, endRunning, nothingSeen, type SeenRun } from './shell.ts'
import type { Visit } from './visit.ts'
import { findWritten, type WriteRefusal } from './written-paths.ts'

/** What was seen. What could not be looked at is not there. */
export interface Seen {
  readonly written?: Outcome<readonly string[], WriteRefusal>
  readonly tree?: Cleanness
  readonly before?: Before
  readonly ran?: SeenRun
  readonly hollow?: readonly HollowClaim[]
}

/** Looks at what a call is about. */
export const lookAround = async (room: Room, call: WindowCall): Promise<Seen> => {
  const { move, folder } = call
  if (move.kind === 'about-to-write' || move.kind === 'wrote') {
    return { written: await findWritten(room.options, { folder, paths: move.paths }) }
  }
  if (move.kind === 'about-to-run') return await lookBefore(room)
  const visit = visitOf(room.host.state, call)
  if (visit === undefined) return {}
  if (move.kind === 'ran') return { ran: await lookAfter(room, visit, move.command) }
  if (move.kind !== 'stopping') return {}
  const [tree, hollow] = await Promise.all([
    lookAtTree(room, visit),
    weighClaims(room, visit, move.said),
  ])
  return { tree, hollow }
}

/** How the tree stands now; undefined where that cannot be told, or not in time. */
export const lookQuietly = async ({ options }: Room): Promise<TreeLook | undefined> =>
  await options.tree.look().catch(() => undefined)

// What is written while git looks may be in the look or not: it counts as written after it began.
const lookBefore = async (room: Room): Promise<Seen> => {
  const { count: writes } = room.writes
  const look = await lookQuietly(room)
  return look === undefined ? {} : { before: { look, writes } }
}

const lookAfter = async (room: Room, visit: Visit, command: string): Promise<SeenRun> => {
  const begun = endRunning(room, visit, command)
  if (begun === undefined) return nothingSeen
  const changes = await begun.look.changes().catch(() => undefined)
  if (changes === undefined || changes.paths.length === 0) return nothingSeen
  const { paths } = changes
  const dirty = await room.options.tree.dirty(paths).catch(() => [])
  return { written: paths, dirty, writes: begun.writes }
}
