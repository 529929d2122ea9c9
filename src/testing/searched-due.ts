/** What is due, searched for over everything that is awake and open: slow, and plainly right. */
import type { Instant } from '../base/index.ts'
import { type DueTurn, type FirmState, menuIn, openingsOf, spentBudget } from '../kernel/index.ts'

/** Every turn that could be opened now, in the order of enactments and names. */
export const dueTurnsSearched = (state: FirmState, at: Instant): readonly DueTurn[] => {
  if (state.paused) return []
  const due: DueTurn[] = []
  for (const [enactment, woken] of state.wakes) {
    for (const member of [...woken].toSorted()) {
      if (spentBudget(state, member, at) !== undefined) continue
      if (isDue(state, member, enactment)) due.push({ member, enactment })
    }
  }
  return due
}

const isDue = (state: FirmState, name: string, enactment: string): boolean => {
  const member = state.members.get(name)
  const atOnce = state.charter?.members[name]?.turnsAtOnce ?? 1
  if (member === undefined || member.paused || member.openTurns >= atOnce) return false
  if (member.takenOverBy !== undefined) return false
  const isHere = (one: { readonly enactment: string }): boolean => one.enactment === enactment
  if ([...state.turns.values()].some((turn) => turn.member === name && isHere(turn))) return false
  if ([...state.intents.values()].some((one) => one.by === name && isHere(one))) return false
  if (enactment === '') return openingsOf(state, name).length > 0
  const open = state.open.get(enactment)
  return open !== undefined && menuIn(state, open, name).length > 0
}

/** The next instant that an enactment waits for, by instant, then by name. */
export const nextAlarmSearched = (
  state: FirmState,
): { readonly instant: Instant; readonly enactment: string } | undefined =>
  [...state.open.values()]
    .filter(({ course }) => course.ended === 0)
    .flatMap(({ id, due }) => [...due.values()].map((instant) => ({ instant, enactment: id })))
    .toSorted((a, b) => a.instant - b.instant || (a.enactment < b.enactment ? -1 : 1))[0]
