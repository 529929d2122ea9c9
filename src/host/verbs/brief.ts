/** The verb `brief`: what a member's mind would be given for a turn now, with its receipt. */
import { z } from 'zod'
import { accepted, type Outcome, refused } from '../../base/index.ts'
import { dueTurns, type FirmState, menuOf, rolesOf } from '../../kernel/index.ts'
import { composeBrief, loadTokenCounter } from '../../memory/index.ts'
import { briefWithContent } from '../content-value.ts'
import { asJson } from './host-verb.ts'
import { type Reading, reading } from './look.ts'

const tokensUsual = 1_500

const args = z.object({
  member: z.string(),
  enactment: z.string().exactOptional(),
  tokens: z.int().min(1).default(tokensUsual),
})

export const brief: Reading = reading(args, async ({ state, memory, content }, asked) => {
  const { member, tokens: tokensMax } = asked
  const place = placeOf(state, member, asked.enactment)
  if (!place.ok) return place
  const { enactment, role, turn } = place.value
  const countTokens = await loadTokenCounter()
  const ask = { member, enactment, role, ...(turn === undefined ? {} : { turn }) }
  const options = { tokensMax, countTokens }
  const { text, tokens, receipt } = await briefWithContent(content, (contentOf) =>
    composeBrief(memory, state, { ask: { ...ask, contentOf }, options }),
  )
  return accepted(asJson({ member, enactment, role, turn: turn ?? null, text, tokens, receipt }))
})

/** Where a member is briefed, in which role, and for which turn where one is open. */
interface Place {
  readonly enactment: string
  readonly role: string
  readonly turn: string | undefined
}

const placeOf = (
  state: FirmState,
  member: string,
  asked: string | undefined,
): Outcome<Place, string> => {
  if (!state.members.has(member)) {
    return refused(
      'no-such-member',
      `${member} is not a member of ${state.name}`,
      `Name one of ${[...state.members.keys()].join(', ')}.`,
    )
  }
  const enactment = asked ?? likelyPlace(state, member)
  const open = state.open.get(enactment)
  if (enactment !== '' && open === undefined) {
    return refused(
      'no-such-enactment',
      `${enactment} is not open at position ${state.position}`,
      `Open: ${listOf([...state.open.keys()])}.`,
    )
  }
  const held = open === undefined ? [] : rolesOf(state, open, member)
  const role = menuOf(state, member, enactment)[0]?.role ?? held[0]
  const known = role ?? state.charter?.members[member]?.roles[0] ?? ''
  const turn = [...state.turns.values()].find(
    (one) => one.member === member && one.enactment === enactment,
  )
  return accepted({ enactment, role: turn?.role ?? known, turn: turn?.id })
}

// The turn under way, else the turn that is due, else the lobby.
const likelyPlace = (state: FirmState, member: string): string => {
  const turn = [...state.turns.values()].find((one) => one.member === member)
  if (turn !== undefined) return turn.enactment
  const held = [...state.open.values()].find(({ roles }) =>
    [...roles.values()].some((holder) => holder.member === member),
  )
  return dueTurns(state, state.at).find((due) => due.member === member)?.enactment ?? held?.id ?? ''
}

const listedMax = 8

const listOf = (names: readonly string[]): string => {
  if (names.length === 0) return 'nothing'
  const shown = names.slice(0, listedMax).join(', ')
  return names.length > listedMax ? `${shown} and ${names.length - listedMax} more` : shown
}
