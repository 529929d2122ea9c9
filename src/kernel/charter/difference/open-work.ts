/** The work that is open, as far as a change of the charter can touch it. */
import type { FirmState, Intent } from '../../state.ts'

/** A choice of somebody that waits at a gate. */
export interface WaitingChoice {
  readonly intent: string
  readonly by: string
  readonly messages: readonly string[]
}

/** One open enactment. */
export interface OpenWork {
  readonly enactment: string
  readonly protocol: string
  readonly holders: readonly { readonly role: string; readonly member: string }[]
  readonly waiting: readonly WaitingChoice[]
}

/** The open work of a firm, by enactment. */
export const openWork = (state: FirmState): readonly OpenWork[] => {
  const intents = [...state.intents.values()]
  return [...state.open.values()]
    .map(({ id, protocol, roles, sets }) => ({
      enactment: id,
      protocol,
      holders: [
        ...[...roles].map(([role, { member }]) => ({ role, member })),
        ...[...sets].flatMap(([role, { members }]) => members.map((member) => ({ role, member }))),
      ],
      waiting: intents.filter(({ enactment }) => enactment === id).map(waitingChoice),
    }))
    .toSorted((a, b) => (a.enactment < b.enactment ? -1 : 1))
}

const waitingChoice = ({ id, by, messages }: Intent): WaitingChoice => ({
  intent: id,
  by,
  messages: messages.map(({ message }) => message),
})
