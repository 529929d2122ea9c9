/** What is due: the turns that members should take now, and the effects that the host should settle. */
import type { Instant } from '../base/index.ts'
import { renewedAt, spentBudget } from './budget.ts'
import type { BudgetForm } from './charter-form.ts'
import type { Enactment, StartedEffect } from './enactment.ts'
import { menuIn, openingsOf } from './menu.ts'
import type { FirmState } from './state.ts'

/** A member that has something to look at and something to say about it. */
export interface DueTurn {
  readonly member: string
  /** Empty for the lobby. */
  readonly enactment: string
}

/** Every turn that could be opened now, in the order of enactments and names. Pauses and budgets are respected. */
export const dueTurns = (state: FirmState, at: Instant): readonly DueTurn[] =>
  ready(state).filter(({ member }) => spentBudget(state, member, at) === undefined)

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
  for (const { member } of (state.charter?.budgets.length ?? 0) === 0 ? [] : ready(state)) {
    // A person's own moves cost the firm nothing.
    if (state.charter?.members[member]?.mind.kind === 'person') continue
    const budget = spentBudget(state, member, at)
    if (budget === undefined) continue
    members.set(budget, (members.get(budget) ?? new Set()).add(member))
  }
  return [...members].map(([budget, waiting]) => ({
    budget,
    members: [...waiting],
    until: renewedAt(budget, at),
  }))
}

// Who was woken and has something to say, whatever it may spend.
const ready = (state: FirmState): readonly DueTurn[] => {
  if (state.paused) return []
  const due: DueTurn[] = []
  for (const [enactment, woken] of state.wakes) {
    for (const member of [...woken].toSorted()) {
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
  for (const turn of state.turns.values()) {
    if (turn.member === name && turn.enactment === enactment) return false
  }
  for (const intent of state.intents.values()) {
    if (intent.by === name && intent.enactment === enactment) return false
  }
  if (enactment === '') return openingsOf(state, name).length > 0
  const open = state.open.get(enactment)
  return open !== undefined && menuIn(state, open, name).length > 0
}

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
