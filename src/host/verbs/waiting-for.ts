/** What waits for one person: intents that need their word, messages on their menu, effects in doubt. */
import type { WaitingThing } from '../../api/index.ts'
import { present } from '../../base/index.ts'
import { approverOf, type FirmState, menuIn } from '../../kernel/index.ts'
import { gateWord } from './look.ts'

/** Everything that waits for the operator, what holds others up first. */
export const waitingFor = (state: FirmState, operator: string): readonly WaitingThing[] => [
  ...intentsFor(state, operator),
  ...doubtsIn(state),
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
