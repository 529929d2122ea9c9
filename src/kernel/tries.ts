/**
 * Tries: how often in a row a member's turns in one place came to nothing. They are budgeted, so that nobody is
 * refused without end: when they are used up, the member waits for the operator. News is one more try, a word of the
 * operator or another charter are all of them again.
 */
import { menuIn, openingsOf } from './menu.ts'
import type { FirmState, Tries } from './state.ts'

/** A mind that fails costs as much as one that works. */
const failedMax = 3

/** Whoever is refused was told why, and may mend it. */
const refusedMax = 5

/** Counts one more; answers whether the member may try again by itself. */
export const countTry = (
  state: FirmState,
  { enactment, member }: { readonly enactment: string; readonly member: string },
  { how, why }: { readonly how: 'failed' | 'refused'; readonly why: string },
): boolean => {
  const here = state.tries.get(enactment) ?? new Map<string, Tries>()
  const before = here.get(member)
  const count = (before?.count ?? 0) + 1
  // Who had used up all tries had one more for the news, whatever came of it.
  const stalled = before?.stalled === true || count >= (how === 'failed' ? failedMax : refusedMax)
  here.set(member, { count, why, stalled })
  state.tries.set(enactment, here)
  return !stalled
}

/** Forgets what a member tried in a place: something came of it, or the operator has spoken. */
export const forgetTries = (state: FirmState, enactment: string, member: string): void => {
  const here = state.tries.get(enactment)
  here?.delete(member)
  if (here?.size === 0) state.tries.delete(enactment)
}

/** A member that no longer tries, though there is something for it to say. */
export interface StalledMember {
  readonly member: string
  /** Empty for the lobby. */
  readonly enactment: string
  /** What it could say. */
  readonly messages: readonly string[]
  readonly count: number
  readonly why: string
}

/** Everybody whose tries are used up and whose word is missing. */
export const stalledMembers = (state: FirmState): readonly StalledMember[] =>
  [...state.tries].flatMap(([enactment, here]) =>
    [...here].flatMap(([member, { stalled, count, why }]) => {
      if (!stalled || isThinking(state, enactment, member)) return []
      const open = state.open.get(enactment)
      const menu = open === undefined ? openingsOf(state, member) : menuIn(state, open, member)
      const messages = menu.map(({ message }) => message)
      return messages.length === 0 ? [] : [{ member, enactment, messages, count, why }]
    }),
  )

const isThinking = (state: FirmState, enactment: string, member: string): boolean =>
  [...state.turns.values()].some((turn) => turn.member === member && turn.enactment === enactment)
