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
export const tellRefusal = (state: FirmState, place: Place, why: News): void =>
  tell(state, place, { ...why, text: `${refusedPrefix}${why.text}` })

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

/** A member, in an open enactment or between tasks, where the name is empty. */
interface Place {
  readonly enactment: string
  readonly member: string
}

/** What a member's next turn in a place begins with. */
export const newsIn = (state: FirmState, { enactment, member }: Place): readonly News[] =>
  newsHere(state, enactment)?.get(member) ?? []

const newsHere = (state: FirmState, enactment: string): Map<string, readonly News[]> | undefined =>
  enactment === '' ? state.lobby : state.open.get(enactment)?.news

/** Keeps a sentence for a member's next turn in a place. */
export const tell = (state: FirmState, place: Place, news: News): void => {
  newsHere(state, place.enactment)?.set(place.member, [...newsIn(state, place), news])
}

/** Forgets what a member was told up to a position. */
export const spendNews = (state: FirmState, place: Place, position: number): void => {
  const here = newsHere(state, place.enactment)
  const later = newsIn(state, place).filter((news) => news.position > position)
  if (later.length > 0) here?.set(place.member, later)
  else here?.delete(place.member)
}
