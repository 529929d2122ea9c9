/**
 * What is due: the turns that members should take now, the next instant, and the effects that the host should settle.
 * None of it is searched for: it is asked of the firm's readiness.
 */
import type { Instant } from '../base/index.ts'
import { renewedAt, spentBudget } from './budget.ts'
import type { BudgetForm } from './charter-form.ts'
import type { Enactment, StartedEffect } from './enactment.ts'
import { isLeftOpen } from './left-open.ts'
import type { Alarm, Ready } from './readiness.ts'
import { byRank, readied } from './readying.ts'
import { holdsSorted } from './sorted-list.ts'
import type { FirmState, MemberState } from './state.ts'

/** A member that has something to look at and something to say about it. */
export interface DueTurn {
  readonly member: string
  /** Empty for the lobby. */
  readonly enactment: string
}

/** Every turn that could be opened now, in the order of enactments and names. Pauses and budgets are respected. */
export const dueTurns = (state: FirmState, at: Instant): readonly DueTurn[] =>
  inOrder(
    readyMembers(state).flatMap(({ name, ready }) =>
      spentBudget(state, name, at) === undefined ? ready.map((one) => dueOf(name, one)) : [],
    ),
  )

/** Which turns are wanted: of whom, and which of them are being opened already. */
export interface Wanted {
  readonly isWanted: (member: string) => boolean
  readonly isTaken: (due: DueTurn) => boolean
}

/** The first of the due turns: of each member no more than it may have open at once. */
export const nextTurns = (state: FirmState, at: Instant, wanted: Wanted): readonly DueTurn[] => {
  const next: RankedTurn[] = []
  for (const { name, ready, free } of readyMembers(state)) {
    if (!wanted.isWanted(name) || spentBudget(state, name, at) !== undefined) continue
    let left = free
    for (const one of ready) {
      if (left === 0) break
      const due = dueOf(name, one)
      if (wanted.isTaken(due)) continue
      next.push(due)
      left -= 1
    }
  }
  return inOrder(next)
}

/** Whether one turn could be opened now. */
export const isDueTurn = (
  state: FirmState,
  at: Instant,
  { member, enactment }: DueTurn,
): boolean => {
  const { ranks } = readied(state)
  const ready = readyMembers(state).find(({ name }) => name === member)?.ready ?? []
  const rank = ranks.get(enactment) ?? 0
  return (
    holdsSorted(ready, { rank, enactment }, byRank) && spentBudget(state, member, at) === undefined
  )
}

/** A budget that is spent, and the members that it keeps from their turns. */
export interface SpentBudget {
  readonly budget: BudgetForm
  readonly members: readonly string[]
  /** When it begins anew; undefined where only another charter gives more. */
  readonly until: Instant | undefined
}

/** The budgets for which somebody waits. */
export const spentBudgets = (state: FirmState, at: Instant): readonly SpentBudget[] => {
  const members = new Map<BudgetForm, Set<string>>()
  const waiting = (state.charter?.budgets.length ?? 0) === 0 ? [] : readyMembers(state)
  const firsts = waiting.flatMap(({ name, ready }) =>
    ready.slice(0, 1).map((one) => dueOf(name, one)),
  )
  for (const { member } of inOrder(firsts)) {
    // Whoever takes no turns spends nothing of the firm's.
    if (isLeftOpen(state.charter?.members[member]?.mind.kind ?? '')) continue
    const budget = spentBudget(state, member, at)
    if (budget === undefined) continue
    members.set(budget, (members.get(budget) ?? new Set()).add(member))
  }
  return [...members].map(([budget, kept]) => ({
    budget,
    members: [...kept],
    until: renewedAt(budget, at),
  }))
}

interface RankedTurn extends DueTurn {
  readonly rank: number
}

const dueOf = (member: string, { rank, enactment }: Ready): RankedTurn => ({
  member,
  enactment,
  rank,
})

const inOrder = (turns: readonly RankedTurn[]): readonly DueTurn[] =>
  turns
    .toSorted((a, b) => a.rank - b.rank || (a.member < b.member ? -1 : 1))
    .map(({ member, enactment }) => ({ member, enactment }))

/** A member that may open turns, where it was woken and has something to say, whatever it may spend. */
interface ReadyMember {
  readonly name: string
  readonly ready: readonly Ready[]
  /** How many turns more it may open. */
  readonly free: number
}

const readyMembers = (state: FirmState): readonly ReadyMember[] => {
  if (state.paused) return []
  const { ready } = readied(state)
  return [...state.members.values()].flatMap((member) => {
    const { name } = member
    const free = freeTurns(state, member)
    const places = ready.get(name) ?? []
    return free > 0 && places.length > 0 ? [{ name, ready: places, free }] : []
  })
}

const freeTurns = (state: FirmState, member: MemberState): number => {
  if (member.paused || member.takenOverBy !== undefined) return 0
  return (state.charter?.members[member.name]?.turnsAtOnce ?? 1) - member.openTurns
}

/** The next instant that an enactment waits for, passed or ahead. */
export const nextAlarm = (state: FirmState): Alarm | undefined => readied(state).alarms[0]

/** An effect that is in flight or being undone. */
export interface DueEffect {
  readonly enactment: Enactment
  readonly effect: StartedEffect
  readonly undo: boolean
}

/** Every effect whose receipt is outstanding, by position. What is in doubt waits for the operator. */
export const dueEffects = (state: FirmState): readonly DueEffect[] => {
  // In a fork nothing happens: neither what was started before it, nor what is undone after.
  if (state.forkedFrom !== '') return []
  const due: DueEffect[] = []
  for (const { enactment: name, at } of state.effects.values()) {
    const enactment = state.open.get(name)
    const effect = enactment?.effects.get(at)
    if (enactment === undefined || effect === undefined || effect.doubt !== undefined) continue
    due.push({ enactment, effect, undo: effect.undoing > 0 })
  }
  return due.toSorted((a, b) => a.effect.at - b.effect.at)
}
