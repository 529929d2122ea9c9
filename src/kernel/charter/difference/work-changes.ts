/** What a change of the charter does to open enactments and waiting intents. */
import type { CharterForm } from '../../charter-form.ts'
import { isSpreadAnew } from './apart-changes.ts'
import { budgetChanges } from './budget-changes.ts'
import { gateChanges } from './gate-changes.ts'
import type { OpenWork } from './open-work.ts'
import { andList, formatMind, holdersIn, sameMind } from './people-changes.ts'
import { isSameProtocol } from './protocol-changes.ts'

/** Two charters, and the work that is open between them. */
export interface Change {
  readonly before: CharterForm
  readonly after: CharterForm
  readonly open: readonly OpenWork[]
}

/** Sentences about open work, enactment by enactment; then what concerns all of it. */
export const workChanges = (change: Change): readonly string[] => [
  ...change.open.flatMap((work) => [
    ...protocolEffect(change, work),
    ...apartEffect(change, work),
    ...work.holders.flatMap((holder) => holderEffect(change, work, holder)),
    ...gateEffect(change, work),
  ]),
  ...(change.open.length > 0 && budgetChanges(change.before, change.after).length > 0
    ? ['turns under way keep what they reserved; the next ones are judged by the new budgets']
    : []),
]

/** Rule 10: an open enactment finishes under the version it began with. */
const protocolEffect = ({ before, after }: Change, work: OpenWork): readonly string[] => {
  const [was, is] = [before.protocols[work.protocol], after.protocols[work.protocol]]
  if (was === undefined) return []
  if (is === undefined) return [`${work.enactment} goes on to its end, as the last of its kind`]
  if (isSameProtocol(was, is)) return []
  return [`${work.enactment} finishes under the version of ${work.protocol} that it began with`]
}

/** Which firm holds which role is fixed as an enactment opens. */
const apartEffect = ({ before, after }: Change, work: OpenWork): readonly string[] => {
  if (after.protocols[work.protocol] === undefined) return []
  return isSpreadAnew(before, after, work.protocol)
    ? [`${work.enactment} stays between the firms that it began with`]
    : []
}

const holderEffect = (
  { before, after }: Change,
  work: OpenWork,
  { role, member }: { readonly role: string; readonly member: string },
): readonly string[] => {
  const [was, is] = [before.members[member], after.members[member]]
  if (is === undefined) {
    const [operator = 'the operator'] = holdersIn(after, 'operator')
    const hired = holdersIn(after, role)
    const others = hired.length === 0 ? operator : hired.join(' or ')
    return [
      `${work.enactment} loses its ${role} ${member}: it waits until the role is given to ${others}`,
    ]
  }
  if (was === undefined) return []
  const stays = was.roles.includes(role) && !is.roles.includes(role)
  return [
    ...(stays ? [`${member} stays ${role} of ${work.enactment}, and of nothing new`] : []),
    ...(sameMind(was, is)
      ? []
      : [`${member}'s next turn in ${work.enactment} is by ${formatMind(is)}`]),
  ]
}

/** Gates hold from the moment a charter does; what waits already is judged again on its release. */
const gateEffect = ({ before, after }: Change, work: OpenWork): readonly string[] =>
  gateChanges(before, after)
    .filter(({ protocol }) => protocol === work.protocol)
    .flatMap(({ message }) => {
      const waiting = work.waiting.filter(({ messages }) => messages.includes(message))
      const ids = waiting.map(({ intent, by }) => `${intent} by ${by}`)
      const verb = ids.length === 1 ? 'waits' : 'wait'
      return [
        `${message} in ${work.enactment} stands under the new gate from now on`,
        ...(ids.length === 0
          ? []
          : [`${andList(ids)} ${verb} already and will be judged again when released`]),
      ]
    })
