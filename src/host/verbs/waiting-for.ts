/** What waits for one person: intents that need their word, messages on their menu, effects in doubt. */
import type { WaitingThing } from '../../api/index.ts'
import { formatInstant, type Instant, present } from '../../base/index.ts'
import {
  approverOf,
  type BudgetForm,
  type FirmState,
  menuIn,
  spentBudgets,
  stalledMembers,
} from '../../kernel/index.ts'
import { gateWord } from './look.ts'

/** Everything that waits for the operator, what holds others up first. */
export const waitingFor = (
  state: FirmState,
  operator: string,
  now: Instant,
): readonly WaitingThing[] => [
  ...intentsFor(state, operator),
  ...doubtsIn(state),
  ...stalledIn(state),
  ...spentIn(state, now),
  ...messagesFor(state, operator),
]

const intentsFor = (state: FirmState, operator: string): readonly WaitingThing[] =>
  [...state.intents.values()]
    .filter((intent) => intent.hold === undefined && approverOf(state, intent) === operator)
    .map((intent) => ({
      kind: 'intent',
      id: intent.id,
      enactment: intent.enactment,
      what: intent.messages.map(({ message }) => message).join(', '),
      by: intent.by,
      why: gateWord(intent),
    }))

const doubtsIn = (state: FirmState): readonly WaitingThing[] =>
  [...state.open.values()].flatMap((enactment) =>
    [...enactment.effects.values()].flatMap(({ doubt, message, by }) =>
      doubt === undefined
        ? []
        : [
            {
              kind: 'doubt',
              id: enactment.id,
              enactment: enactment.id,
              what: present(enactment.machine.messages[message], 'an effect has a message').name,
              by,
              why: doubt,
            } as const,
          ],
    ),
  )

/** Members whose tries are used up; a word of the operator gives them new ones. */
export const stalledIn = (state: FirmState): readonly WaitingThing[] =>
  stalledMembers(state).map(({ member, enactment, messages, count, why }) => ({
    kind: 'stalled',
    id: enactment,
    enactment,
    what: messages.join(' or '),
    by: member,
    why: `${count} turns in a row came to nothing, the last: ${why}`,
  }))

const spentIn = (state: FirmState, now: Instant): readonly WaitingThing[] =>
  spentBudgets(state, now).map(({ budget, members, until }) => ({
    kind: 'budget',
    id: budget.name,
    enactment: '',
    what: amountText(budget),
    by: members.join(', '),
    why: until === undefined ? 'it is spent' : `it is spent until ${formatInstant(until)}`,
  }))

const amountText = ({ unit, limit, currency }: BudgetForm): string =>
  unit === 'money'
    ? `${currency ?? ''} ${limit / 1e6}`
    : `${limit} ${limit === 1 ? unit.slice(0, -1) : unit}`

const messagesFor = (state: FirmState, operator: string): readonly WaitingThing[] =>
  [...state.open.values()].flatMap((enactment) =>
    menuIn(state, enactment, operator).map(
      ({ message, role }) =>
        ({
          kind: 'message',
          id: enactment.id,
          enactment: enactment.id,
          what: message,
          by: operator,
          why: `you are ${role}`,
        }) as const,
    ),
  )
