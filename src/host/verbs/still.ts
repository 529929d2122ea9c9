/** Why a piece of work stands still: nothing of it goes on by itself, and the operator has no move in it. */
import { type Instant, formatInstant } from '../../base/index.ts'
import {
  approverOf,
  deliveryWait,
  dueEffects,
  dueTurns,
  type Enactment,
  type FirmState,
  leaseWaitsIn,
  menuIn,
  spentBudgets,
  stalledMembers,
} from '../../kernel/index.ts'

/** One reason, and whether only a person can take it away. */
export interface StillReason {
  readonly why: string
  readonly needsPerson: boolean
  /** Names the matter where its words may change from one look to the next. */
  readonly about?: string
}

/** What is asked about: the enactments of one piece of work, or all, for one operator at one instant. */
export interface StillQuestion {
  readonly enactments: readonly Enactment[]
  readonly operator: string
  readonly now: Instant
}

/** The reasons; none where something goes on, or where the operator could go on with it. */
export const stillIn = (state: FirmState, question: StillQuestion): readonly StillReason[] => {
  if (goesOn(state, question) || operatorMay(state, question)) return []
  if (state.paused) return [{ why: 'the whole firm is paused', needsPerson: true }]
  return question.enactments.flatMap((enactment) => [
    ...intentsIn(state, enactment),
    ...membersIn(state, enactment, question),
  ])
}

const goesOn = (state: FirmState, { enactments, now }: StillQuestion): boolean => {
  const names = new Set(enactments.map(({ id }) => id))
  return (
    enactments.some(({ due }) => due.size > 0) ||
    [...state.turns.values()].some(({ enactment }) => names.has(enactment)) ||
    dueTurns(state, now).some(({ enactment }) => names.has(enactment)) ||
    enactments.some((enactment) => isAwaited(state, enactment)) ||
    dueEffects(state).some(({ enactment }) => names.has(enactment.id))
  )
}

// Whoever was woken and is busy elsewhere comes to it after.
const isAwaited = (state: FirmState, enactment: Enactment): boolean =>
  [...(state.wakes.get(enactment.id) ?? [])].some(
    (member) =>
      (state.members.get(member)?.openTurns ?? 0) > 0 &&
      menuIn(state, enactment, member).length > 0,
  )

const operatorMay = (state: FirmState, { enactments, operator }: StillQuestion): boolean =>
  enactments.some(
    (enactment) =>
      menuIn(state, enactment, operator).length > 0 ||
      [...state.intents.values()].some(
        (intent) => intent.enactment === enactment.id && approverOf(state, intent) === operator,
      ),
  )

const intentsIn = (state: FirmState, { id }: Enactment): readonly StillReason[] =>
  [...state.intents.values()]
    .filter(({ enactment }) => enactment === id)
    .map((intent) => ({
      why: `${intent.id} of ${intent.by} waits for ${approverOf(state, intent) || 'its time'}`,
      needsPerson: false,
    }))

const membersIn = (
  state: FirmState,
  enactment: Enactment,
  { now, operator }: StillQuestion,
): readonly StillReason[] =>
  [...state.members.values()]
    .filter(({ name }) => name !== operator)
    .flatMap(({ name, paused }) => {
      const leases = leaseWaitsIn(state, enactment, name)
      const messages = menuIn(state, enactment, name).map(({ message }) => message)
      if (leases.length === 0 && messages.length === 0) return []
      if (paused) return [{ why: `${name} is paused`, needsPerson: true }]
      const [lease] = leases
      if (lease !== undefined) {
        return [{ why: `${name} waits with ${lease.message}: ${lease.why}`, needsPerson: false }]
      }
      const delivery = deliveryWait(state, enactment, name)
      if (delivery !== undefined) {
        return [
          { why: `${name} waits with ${messages.join(' or ')}: ${delivery}`, needsPerson: false },
        ]
      }
      return [memberReason(state, { enactment: enactment.id, name, messages, now })]
    })

const memberReason = (
  state: FirmState,
  at: {
    readonly enactment: string
    readonly name: string
    readonly messages: readonly string[]
    readonly now: Instant
  },
): StillReason => {
  const { enactment, name, messages, now } = at
  const stalled = stalledMembers(state).find(
    (one) => one.member === name && one.enactment === enactment,
  )
  const may = messages.join(' or ')
  if (stalled !== undefined) {
    const { count, why } = stalled
    const tries = `${count} turns in a row came to nothing, the last: ${why}`
    return { why: `${name} no longer tries ${may}: ${tries}`, needsPerson: true }
  }
  const spent = spentBudgets(state, now).find(({ members }) => members.includes(name))
  if (spent === undefined) {
    return { why: `${name} may send ${may}, and passed`, needsPerson: true }
  }
  const { budget, until } = spent
  const when = until === undefined ? '' : ` until ${formatInstant(until)}`
  return { why: `${name} waits: ${budget.name} is spent${when}`, needsPerson: until === undefined }
}
