/** The first words to a window: who it is, how it writes here, and what it should know before it begins. */
import { assert } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import type { BriefOptions, IncludedPiece, LeftOutPiece } from '../brief/brief.ts'
import { fit } from '../brief/fit.ts'
import type { Memory } from '../memory.ts'
import { firstLayout, type FirstPiece, type FirstSection } from './first-layout.ts'
import { type FirstAsk, type FirstScene, firstSceneOf } from './first-scene.ts'
import type { Known } from './known.ts'
import { shortened } from './say-standing.ts'
import { standingLines } from './standing-lines.ts'
import { editingLines, triedLines, waitingLines } from './work-lines.ts'

/** What the first words hold, and what not. */
export interface FirstReceipt {
  /** The ledger position up to which they knew. */
  readonly position: number
  readonly member: string
  readonly tokensMax: number
  readonly tokens: number
  readonly included: readonly IncludedPiece<FirstSection>[]
  readonly leftOut: readonly LeftOutPiece<FirstSection>[]
}

/** The first words, and what the window knows after them. */
export interface FirstWords {
  readonly text: string
  readonly receipt: FirstReceipt
  readonly known: Known
}

/** So many tokens are the first words at most. */
export const firstTokensMax = 500

/**
 * The first words to a window, by structure alone: the same input gives the same bytes. Facts whose audience leaves
 * the member out are never in them (invariant 12).
 */
export const firstWords = (
  memory: Memory,
  state: FirmState,
  asked: { readonly ask: FirstAsk; readonly options: BriefOptions },
): FirstWords => {
  assert(memory.position === state.position, 'memory and state stand at the same position')
  const { ask, options } = asked
  const scene = firstSceneOf(memory, state, ask)
  const standing = standingLines(scene)
  const pieces = [
    ...youLines(scene),
    ...standing.pieces,
    ...triedLines(scene),
    ...waitingLines(scene),
    ...editingLines(scene),
  ]
  const { text, tokens, included, leftOut } = fit(pieces, firstLayout, options)
  const { position } = memory
  const receipt = {
    position,
    member: ask.member,
    tokensMax: options.tokensMax,
    tokens,
    included,
    leftOut: [...standing.leftOut, ...leftOut],
  }
  return { text, receipt, known: knownAfter(scene, included) }
}

const goalCharacters = 160

const youLines = ({ ask, state }: FirstScene): readonly FirstPiece[] => {
  const { goal } = state.charter ?? {}
  const you = `You are ${ask.member}, a window of ${ask.agent} in the firm ${state.name}.`
  const what = 'the goal'
  const said = `The goal, by ${goal?.owner}: ${shortened(goal?.text ?? '', 2_000)} (measured by ${shortened(goal?.measure ?? '', 200)}).`
  const short = shortened(said, goalCharacters)
  return [
    { section: 'you', what: 'you', text: you, rank: 0 },
    { section: 'you', what: 'writing', text: writing, rank: 0 },
    ...(goal === undefined ? [] : [{ section: 'you', what, text: said, short, rank: 1 } as const]),
  ]
}

const writing =
  'A write takes its lease by itself; there is nothing to ask for first. A write to what another holds is refused and names the holder: go on elsewhere meanwhile, or ask.'

// What was left out is not known, and is told when the window comes to it.
const knownAfter = (
  { memory, paths }: FirstScene,
  included: readonly IncludedPiece<FirstSection>[],
): Known => {
  const said = new Map<string, number>()
  for (const { what, section } of included) {
    const version = memory.standing.get(what)?.at(-1)?.version
    if ((section === 'standing' || section === 'owners') && version !== undefined) {
      said.set(what, version)
    }
  }
  return { position: memory.position, paths: new Set(paths), said }
}
