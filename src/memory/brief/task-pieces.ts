/** Who you are, what changed and what the task is: the first sections of a brief. */
import { type FirmState, type News } from '../../kernel/index.ts'
import { isAudience, type Reader } from '../audience.ts'
import type { Memory } from '../memory.ts'
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

/**
 * What a member is told at its next turn in an enactment, as it may read it: where the audience of what
 * changed leaves it out, it learns that it changed and not to what (invariant 12).
 */
export const newsFor = (
  memory: Memory,
  state: FirmState,
  asked: { readonly reader: Reader; readonly enactment: string },
): readonly string[] => {
  const { reader, enactment } = asked
  const news: readonly News[] = state.open.get(enactment)?.news.get(reader.member) ?? []
  const hidden = [...memory.standing].flatMap(([path, versions]) =>
    isAudience(versions.at(-1)?.audience, reader) ? [] : [path],
  )
  return news.map(({ text }) => {
    const path = hidden.find((one) => text.startsWith(`${one} changed`))
    return path === undefined ? text : `${path} changed`
  })
}

/** What changed since the member's last turn here. */
export const changedPieces = ({ memory, state, ask, reader }: Scene): readonly Piece[] =>
  newsFor(memory, state, { reader, enactment: ask.enactment })
    .toReversed()
    .map((text) => ({
      section: 'changed',
      what: shorten(text, 60),
      text: `- ${text}`,
      short: `- ${shorten(text, shortCharacters)}`,
      rank: 1,
    }))

/** The task's facts that the member may read, and those that it may not. */
export const taskPieces = (
  scene: Scene,
): { readonly pieces: readonly Piece[]; readonly leftOut: readonly LeftOutPiece[] } => {
  const { enactment, reader } = scene
  const pieces: Piece[] = []
  const leftOut: LeftOutPiece[] = []
  const key = new Set(enactment?.machine.form.key)
  for (const [name, bound] of enactment?.facts ?? []) {
    const [fact = '', member] = name.split('@')
    if (!isAudience(enactment?.machine.form.facts[fact]?.audience, reader)) {
      leftOut.push({ section: 'task', what: name, why: 'audience' })
      continue
    }
    const said = member === undefined ? fact : `${fact} of ${member}`
    const head = `- ${said} (${bound.message}, by ${bound.by}): `
    const value = sayValue(bound.value)
    pieces.push({
      section: 'task',
      what: name,
      text: head + value,
      short: head + shorten(value, shortCharacters),
      rank: key.has(fact) ? 1 : 2,
    })
  }
  return { pieces: [...pieces, ...receiptPieces(scene)], leftOut }
}

const receiptPieces = ({ enactment }: Scene): readonly Piece[] =>
  [...(enactment?.effects ?? [])].flatMap(([name, effect]) => {
    if (effect.receipt === undefined && effect.doubt === undefined) return []
    const text =
      effect.doubt === undefined
        ? `- the receipt of ${name}: ${sayValue(effect.receipt ?? {})}`
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
