/**
 * Supersession: when a standing fact changes, exactly what rests on the old version is told, and what was said
 * on it in open enactments may be said again, in a new epoch.
 */
import { effectState } from '../protocol/machine/index.ts'
import type { Enactment, Sent } from './enactment.ts'
import type {
  BreakTold,
  EffectSettled,
  EnactmentReopened,
  FirmEvent,
  MessageSent,
  Premise,
} from './event.ts'
import { effectOf, instantsAgain, staleIn } from './resting.ts'
import { reopenAfter } from './retraction.ts'
import type { FactRetracted } from './retraction-event.ts'
import { scopeOf } from './standing.ts'
import type { FirmState } from './state.ts'

type Binding = MessageSent | EffectSettled | FactRetracted

/** Who is told of the standing facts that an event bound, or took back. */
export const tellBreaks = (state: FirmState, event: FirmEvent): readonly FirmEvent[] => {
  switch (event.type) {
    case 'message-sent':
    case 'effect-settled':
    case 'fact-retracted':
      return (event.standing ?? []).flatMap((standing) => tellOne(state, event, standing))
    default:
      return []
  }
}

const tellOne = (state: FirmState, event: Binding, standing: Premise): readonly FirmEvent[] => {
  const paths = new Set([standing.path, `${scopeOf(standing.path)}/*`])
  const rests = (premises: readonly { path: string; version: number }[]): boolean =>
    premises.some(({ path, version }) =>
      path === standing.path
        ? version < standing.version
        : paths.has(path) && standing.version === 1,
    )
  const turns = [...state.turns.values()].filter((turn) => rests(turn.premises))
  const intents = [...state.intents.values()].filter((intent) => rests(intent.premises))
  const enactments = [...state.open.values()].filter(
    (one) =>
      one.id !== event.enactment &&
      rests([...one.rests].map(([path, version]) => ({ path, version }))),
  )
  const members = new Set([
    ...turns.map((turn) => turn.member),
    ...intents.map((intent) => intent.by),
    ...enactments.flatMap((one) => [...one.roles.values()].map((holder) => holder.member)),
  ])
  if (enactments.length + intents.length + turns.length === 0) return []
  const { at } = event
  const host = state.host
  const told: BreakTold = {
    type: 'break-told',
    at,
    host,
    path: standing.path,
    from: standing.version - 1,
    to: standing.version,
    enactments: enactments.map((one) => one.id),
    turns: turns.map((turn) => turn.id),
    intents: intents.map((intent) => intent.id),
    // A role may be held by another firm; what it rests on stands in its own ledger.
    members: [...members].filter((member) => state.members.has(member)).toSorted(),
  }
  const lapses: FirmEvent[] = intents.map((intent) => ({
    type: 'intent-lapsed',
    at,
    host,
    intent: intent.id,
    enactment: intent.enactment,
    why: `${standing.path} changed`,
    broken: [{ path: standing.path, version: standing.version }],
  }))
  const reopened = enactments.flatMap((one) =>
    event.type === 'fact-retracted'
      ? reopenAfter(state, one, {
          fallen: { isDirect: (_name, sent) => restsOnOlder(sent, standing) },
          because: `${standing.path} was taken back`,
          at,
        })
      : (reopen(one, standing, { at, host }) ?? []),
  )
  return [told, ...lapses, ...reopened]
}

/**
 * The messages that rest on the old version, directly or by what they read, less those that opened the
 * enactment: they are its identity, and whoever sent them is told and may cancel. Where one of them has an
 * effect that started, nothing is opened again: what happened, happened, and those who rest on it are told.
 */
const reopen = (
  enactment: Enactment,
  standing: Premise,
  stamp: { readonly at: FirmEvent['at']; readonly host: string },
): EnactmentReopened | undefined => {
  if (enactment.course.ended !== 0) return undefined
  const stale = staleIn(enactment, { isDirect: (_name, sent) => restsOnOlder(sent, standing) })
  if (stale.messages.length === 0 || stale.messages.some((name) => hasEffect(enactment, name))) {
    return undefined
  }
  return {
    type: 'enactment-reopened',
    ...stamp,
    enactment: enactment.id,
    epoch: enactment.epoch + 1,
    ...stale,
    ...instantsAgain(enactment, stale.facts),
    because: `${standing.path} is at version ${standing.version}`,
  }
}

/** Whether a message was sent on a version of a standing fact before this one. */
export const restsOnOlder = (sent: Sent, standing: Premise): boolean =>
  sent.premises.some(({ path, version }) => path === standing.path && version < standing.version)

const hasEffect = (enactment: Enactment, name: string): boolean => {
  const effect = effectOf(enactment, name)
  return effect !== effectState.none && effect !== effectState.failed
}
