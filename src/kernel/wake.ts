/** Wakes: who has something new to look at, and what they are told about it. */
import type { Enactment, News } from './enactment.ts'
import type { FirmState } from './state.ts'

/** Notes that a member should look at an enactment; the empty name is the lobby. */
export const wake = (state: FirmState, enactment: string, member: string): void => {
  const woken = state.wakes.get(enactment)
  if (woken === undefined) state.wakes.set(enactment, new Set([member]))
  else woken.add(member)
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
