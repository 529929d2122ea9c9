/**
 * Supersession: when a standing fact changes, exactly what rests on the old version is told, and what was said
 * on it in open enactments may be said again, in a new epoch.
 */
import { present } from '../base/index.ts'
import type { Machine, Message } from '../protocol/index.ts'
import { effectState } from '../protocol/index.ts'
import type { Enactment, Sent } from './enactment.ts'
import type { BreakTold, EnactmentReopened, FirmEvent, Standing } from './event.ts'
import { scopeOf } from './standing.ts'
import type { FirmState } from './state.ts'

/** Who is told of the standing facts that an event bound. */
export const tellBreaks = (state: FirmState, event: FirmEvent): readonly FirmEvent[] => {
  if (event.type !== 'message-sent' && event.type !== 'effect-settled') return []
  return (event.standing ?? []).flatMap((standing) => tellOne(state, event, standing))
}

const tellOne = (
  state: FirmState,
  event: FirmEvent & { readonly enactment: string },
  standing: Standing,
): readonly FirmEvent[] => {
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
    members: [...members].toSorted(),
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
  const reopened = enactments.flatMap((one) => reopen(one, standing, { at, host }) ?? [])
  return [told, ...lapses, ...reopened]
}

/**
 * The messages that rest on the old version, directly or by what they read, less those that opened the
 * enactment: they are its identity, and whoever sent them is told and may cancel. Where one of them has an
 * effect that started, nothing is opened again: what happened, happened, and those who rest on it are told.
 */
const reopen = (
  enactment: Enactment,
  standing: Standing,
  stamp: { readonly at: FirmEvent['at']; readonly host: string },
): EnactmentReopened | undefined => {
  const stale = staleMessages(enactment, standing)
  if (stale.size === 0 || [...stale.values()].some((sent) => hasEffect(enactment, sent))) {
    return undefined
  }
  const facts = [...stale.values()].flatMap((sent) =>
    sent.facts.map((fact) => (sent.member === undefined ? fact : `${fact}@${sent.member}`)),
  )
  return {
    type: 'enactment-reopened',
    ...stamp,
    enactment: enactment.id,
    epoch: enactment.epoch + 1,
    messages: [...stale.keys()],
    facts: facts.filter((fact) => enactment.facts.has(fact)),
    because: `${standing.path} is at version ${standing.version}`,
  }
}

const staleMessages = (enactment: Enactment, standing: Standing): ReadonlyMap<string, Sent> => {
  const { machine } = enactment
  const stale = new Map<string, Sent>()
  const staleFacts = new Set<string>()
  const bySending = [...enactment.sent].toSorted(([, a], [, b]) => a.at - b.at)
  const opening = bySending[0]?.[0]
  for (const [name, sent] of bySending) {
    const direct = sent.premises.some(
      ({ path, version }) => path === standing.path && version < standing.version,
    )
    const read = readsOf(machine, present(machine.messages[sent.message], 'a message'))
    if (name === opening || !(direct || read.some((fact) => staleFacts.has(fact)))) continue
    stale.set(name, sent)
    for (const fact of sent.facts) staleFacts.add(fact)
  }
  return stale
}

const readsOf = (machine: Machine, message: Message): readonly string[] =>
  message.in.flatMap((test) => (test.effect ? [] : (machine.facts[test.index]?.name ?? [])))

const hasEffect = (enactment: Enactment, sent: Sent): boolean => {
  const holder =
    sent.member === undefined
      ? enactment.course
      : enactment.course.cohorts.find(({ who }) => who === sent.member)
  const state = holder?.effects[sent.message] ?? effectState.none
  return state !== effectState.none && state !== effectState.failed
}
