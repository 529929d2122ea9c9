/** Composing a brief by structure alone: no model chooses, and the same input gives the same bytes. */
import { assert } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import type { Memory } from '../memory.ts'
import { type Brief, type BriefAsk, briefLayout, type BriefOptions } from './brief.ts'
import { fit } from './fit.ts'
import { menuPieces } from './menu-pieces.ts'
import { askPieces, nearbyPieces } from './people-pieces.ts'
import { sceneOf } from './scene.ts'
import { standingPieces } from './standing-pieces.ts'
import { changedPieces, taskPieces, worktreePieces, youPieces } from './task-pieces.ts'
import { tokensBy } from './tokens-by.ts'
import { triedPieces } from './tried-pieces.ts'

/**
 * The brief of one mind for one turn, within a budget of tokens. Who is briefed and the names on its menu stand
 * in any case; everything else is fitted by how much it decides. Facts whose audience leaves the member out are
 * never in it (invariant 12).
 */
export const composeBrief = (
  memory: Memory,
  state: FirmState,
  asked: { readonly ask: BriefAsk; readonly options: BriefOptions },
): Brief => {
  const { ask, options } = asked
  assert(memory.position === state.position, 'memory and state stand at the same position')
  assert(options.tokensMax > 0, 'a brief has a budget')
  const scene = sceneOf(memory, state, ask)
  const task = taskPieces(scene)
  const standing = standingPieces(scene)
  const pieces = [
    ...youPieces(scene),
    ...changedPieces(scene),
    ...task.pieces,
    ...standing.pieces,
    ...worktreePieces(scene),
    ...triedPieces(scene),
    ...nearbyPieces(scene),
    ...askPieces(scene),
    ...menuPieces(scene),
  ]
  const { text, tokens, taken, included, leftOut } = fit(pieces, briefLayout, options)
  const { member, enactment } = ask
  const { tokensMax } = options
  const hidden = [...task.leftOut, ...standing.leftOut]
  const receipt = {
    position: memory.position,
    member,
    enactment,
    tokensMax,
    tokens,
    tokensBy: tokensBy(taken, ask.saidBefore),
    included,
    leftOut: [...hidden, ...leftOut],
  }
  return { text, tokens, said: taken.map((one) => one.text), receipt }
}
