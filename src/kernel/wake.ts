/** Wakes: who has something new to look at, and what they are told about it. */
import type { Enactment, News } from './enactment.ts'
import { noteWoken } from './readiness.ts'
import type { FirmState } from './state.ts'

/** Notes that a member should look at an enactment; the empty name is the lobby. */
export const wake = (state: FirmState, enactment: string, member: string): void => {
  const woken = state.wakes.get(enactment)
  if (woken?.has(member) === true) return
  if (woken === undefined) state.wakes.set(enactment, new Set([member]))
  else woken.add(member)
  noteWoken(state.readiness, enactment, woken === undefined)
}

const refusedPrefix = 'refused: '

/** Keeps why a member's turn was refused, for its next. */
export const tellRefusal = (enactment: Enactment, member: string, why: News): void =>
  tell(enactment, member, { ...why, text: `${refusedPrefix}${why.text}` })

/**
 * Why a member's delivery waits here: it touched what another holds, and nothing has come since. Undefined where it
 * waits for no lease, and where a message that takes one is kept off its menu.
 */
export const deliveryWait = (
  state: FirmState,
  enactment: Enactment,
  member: string,
): string | undefined => {
  const isAwake = state.wakes.get(enactment.id)?.has(member) === true
  const isStalled = state.tries.get(enactment.id)?.get(member)?.stalled === true
  if (isAwake || isStalled || !state.leasing.has(enactment.id)) return undefined
  const last = enactment.news.get(member)?.at(-1)?.text
  return last?.startsWith(refusedPrefix) === true ? last.slice(refusedPrefix.length) : undefined
}

/** Wakes everybody who holds a role here. Who has nothing on the menu sleeps on. */
export const wakeHolders = (state: FirmState, enactment: Enactment): void => {
  for (const holder of enactment.roles.values()) wake(state, enactment.id, holder.member)
  for (const set of enactment.sets.values()) {
    for (const member of set.members) wake(state, enactment.id, member)
  }
}

/** Keeps a sentence for a member's next turn in an enactment. */
export const tell = (enactment: Enactment, member: string, news: News): void => {
  enactment.news.set(member, [...(enactment.news.get(member) ?? []), news])
}
