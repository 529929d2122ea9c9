/** Who you are, what changed and what the task is: the first sections of a brief. */
import { type FirmState, newsIn } from '../../kernel/index.ts'
import { isAudience } from '../audience.ts'
import type { LeftOutPiece, Piece } from './brief.ts'
import { sayValue, type Scene, shorten } from './scene.ts'

const shortCharacters = 400

/** One line that says who is briefed, where and what for. */
export const youPieces = ({ ask, enactment, state }: Scene): readonly Piece[] => {
  const { charter } = state
  const place =
    enactment === undefined
      ? `You are ${ask.member} of ${state.name}, between tasks.`
      : `You are ${ask.member}, ${ask.role} in ${enactment.id}, an enactment of ${enactment.protocol} in ${state.name}.`
  const goal =
    charter === undefined ? '' : ` The goal: ${shorten(charter.goal.text, shortCharacters)}`
  return [{ section: 'you', what: 'you', text: place + goal, short: place, rank: 0 }]
}

/** What a member is told at its next turn in a place: that something changed; its value stands elsewhere. */
export const newsFor = (
  state: FirmState,
  asked: { readonly member: string; readonly enactment: string },
): readonly string[] => newsIn(state, asked).map(({ text }) => text)

/** What changed since the member's last turn here. */
export const changedPieces = ({ state, ask }: Scene): readonly Piece[] =>
  newsFor(state, ask)
    .toReversed()
    .map((text) => ({
      section: 'changed',
      what: shorten(text, 60),
      text: `- ${text}`,
      short: `- ${shorten(text, shortCharacters)}`,
      rank: 1,
    }))

/** What is to be known of the worktree in which the member works. */
export const worktreePieces = ({ ask }: Scene): readonly Piece[] =>
  (ask.worktree ?? []).map((text) => ({
    section: 'worktree',
    what: shorten(text, 60),
    text: `- ${text}`,
    rank: 3,
  }))

/** The task's facts that the member may read, and those that it may not. */
export const taskPieces = (
  scene: Scene,
): { readonly pieces: readonly Piece[]; readonly leftOut: readonly LeftOutPiece[] } => {
  const { ask, enactment, reader } = scene
  const pieces: Piece[] = []
  const leftOut: LeftOutPiece[] = []
  const key = new Set(enactment?.machine.form.key)
  const given = new Set([...key].map((name) => enactment?.facts.get(name)?.message))
  for (const [name, bound] of enactment?.facts ?? []) {
    const [fact = '', member] = name.split('@')
    if (!isAudience(enactment?.machine.form.facts[fact]?.audience, reader)) {
      leftOut.push({ section: 'task', what: name, why: 'audience' })
      continue
    }
    const said = member === undefined ? fact : `${fact} of ${member}`
    const head = `- ${said} (${bound.message}, by ${bound.by}): `
    const value = sayValue(scene, bound.value)
    pieces.push({
      section: 'task',
      what: name,
      text: head + value,
      short: head + shorten(value, shortCharacters),
      rank: key.has(fact) ? 1 : 2,
      // What came with the key is the work as it was given; whatever others said after that was handed over.
      ...(given.has(bound.message) || bound.by === ask.member ? {} : { handedOver: true }),
    })
  }
  return { pieces: [...pieces, ...receiptPieces(scene)], leftOut }
}

const receiptPieces = (scene: Scene): readonly Piece[] =>
  [...(scene.enactment?.effects ?? [])].flatMap(([name, effect]) => {
    if (effect.receipt === undefined && effect.doubt === undefined) return []
    const text =
      effect.doubt === undefined
        ? `- the receipt of ${name}: ${sayValue(scene, effect.receipt ?? {})}`
        : `- ${name} is in doubt: ${effect.doubt}`
    return [
      {
        section: 'task',
        what: `${name}.receipt`,
        text,
        short: shorten(text, shortCharacters),
        rank: 3,
      },
    ]
  })
