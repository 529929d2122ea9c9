/** The event of a message that may be sent: what it binds, takes, makes stand and starts. */
import { encodeCanonical, hashOfJson, type Json, present } from '../base/index.ts'
import type { Message } from '../protocol/index.ts'
import type { Choice, One } from './choice.ts'
import type { Enactment } from './enactment.ts'
import type { MessageSent, Standing } from './event.ts'
import { resourcesOf, touchedBy } from './lease.ts'
import type { Named } from './naming.ts'
import { principalOf } from './role.ts'
import { fillPaths, versionOf } from './standing.ts'
import type { FirmState } from './state.ts'

/** The event, judged and not yet in the ledger. */
export const sentEvent = (
  state: FirmState,
  enactment: Enactment,
  one: One &
    Named & { readonly message: Message; readonly read: (name: string) => Json | undefined },
): MessageSent => {
  const { choice, chosen, message, roles, sets, read } = one
  const standing = message.effect === 'none' ? standingOf(state, enactment, { message, read }) : []
  const touches = choice.verdicts[one.place]?.touches ?? []
  const { takes } = touchedBy(state, enactment, touches)
  const lease = [...new Set([...resourcesOf(enactment, message.name, read), ...takes])].toSorted()
  const effect = message.effect === 'none' ? undefined : effectKey(state, enactment, one)
  const replaced = standing.map(({ path, version }) => ({ path, version: version - 1 }))
  return {
    type: 'message-sent',
    at: choice.at as MessageSent['at'],
    enactment: enactment.id,
    message: chosen.message,
    by: choice.member,
    principal: principalOf(state, choice.member),
    epoch: enactment.epoch,
    facts: chosen.facts,
    premises: [...choice.premises, ...replaced.filter(({ path }) => !isGiven(choice, path))],
    ...(choice.turn === '' ? {} : { turn: choice.turn }),
    ...(standing.length === 0 ? {} : { standing }),
    ...(Object.keys(roles).length === 0 ? {} : { roles }),
    ...(Object.keys(sets).length === 0 ? {} : { sets }),
    ...(effect === undefined ? {} : { effect }),
    ...(lease.length === 0 ? {} : { lease }),
  }
}

const isGiven = (choice: Choice, path: string): boolean =>
  choice.premises.some((premise) => premise.path === path)

/**
 * The standing facts that a message binds, each at the version after the one that stands. What an enactment says again
 * as it stands is no new version: nobody who rests on it has anything to learn.
 */
export const standingOf = (
  state: FirmState,
  enactment: Enactment,
  sending: { readonly message: Message; readonly read: (name: string) => Json | undefined },
): readonly Standing[] =>
  sending.message.out.flatMap((output) => {
    const { name, stands } = present(enactment.machine.facts[output.fact], 'a fact')
    const template = enactment.machine.form.facts[name]?.stands
    if (!stands || template === undefined) return []
    const paths = fillPaths(template, sending.read) ?? []
    const value = sending.read(name)
    return paths.flatMap((path) =>
      standsAs(state, enactment, { path, fact: name, value })
        ? []
        : [{ fact: name, path, version: versionOf(state, path) + 1 }],
    )
  })

const standsAs = (
  state: FirmState,
  { id }: Enactment,
  said: { readonly path: string; readonly fact: string; readonly value: Json | undefined },
): boolean => {
  const known = state.standing.get(said.path)
  if (known === undefined || known.retracted === true || said.value === undefined) return false
  const isOurs = known.enactment === id && known.fact === said.fact
  return isOurs && encodeCanonical(known.value) === encodeCanonical(said.value)
}

// Protocol, key, member, message and epoch: the same effect never happens twice (invariant 7).
const effectKey = (state: FirmState, enactment: Enactment, one: One): string =>
  hashOfJson([
    state.name,
    enactment.protocol,
    enactment.key,
    one.choice.member,
    one.chosen.message,
    enactment.epoch,
  ])
