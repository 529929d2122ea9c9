/**
 * What follows of itself from what was accepted: rounds and parts open, endings undo and end, who rests on a
 * superseded fact is told. Everything stands in the ledger as an event, so that `evolve` alone replays it.
 */
import { present } from '../base/index.ts'
import type { Ending } from '../protocol/index.ts'
import { canCancel, endingNumber } from '../protocol/machine/index.ts'
import { undoable } from '../protocol/machine/index.ts'
import { clockMessage, clockName } from './clock-message.ts'
import { type Enactment, memberKey } from './enactment.ts'
import type { EnactmentOpened, FirmEvent } from './event.ts'
import { judge } from './judge.ts'
import { lapsesAfter } from './lapsing.ts'
import { enactmentName, machineOf, roundKey } from './opening.ts'
import { firstOf } from './part.ts'
import { type PlannedPart, readyParts } from './planned-part.ts'
import { endedAs } from './progress.ts'
import type { Fallen } from './resting.ts'
import { reopenAfter, reopenNext } from './retraction.ts'
import { pickHolder } from './role.ts'
import { messageOf } from './send.ts'
import { hasOpenReceipt } from './settledness.ts'
import type { FirmState } from './state.ts'
import { endSuperseded } from './succession.ts'
import { tellBreaks } from './supersession.ts'

/** What followed from one event on the state after it; `at` and `host` are the event's. */
export const follow = (state: FirmState, event: FirmEvent): readonly FirmEvent[] => {
  const told = [
    ...tellBreaks(state, event),
    ...endSuperseded(state, event),
    ...lapsesAfter(state, event),
  ]
  if (event.type === 'charter-adopted') return [...reassign(state, event), ...told]
  const name = 'enactment' in event ? event.enactment : ''
  const enactment = state.open.get(name)
  const parent = event.type === 'enactment-ended' ? state.open.get(event.parent ?? '') : undefined
  return [
    ...told,
    ...(enactment === undefined ? [] : followIn(state, enactment, event)),
    ...(parent === undefined ? [] : followIn(state, parent, event)),
  ]
}

const followIn = (
  state: FirmState,
  enactment: Enactment,
  event: FirmEvent,
): readonly FirmEvent[] => {
  const { at } = event
  const host = state.host
  const fallen = fallenBy(enactment, event)
  const falls = fallen === undefined ? [] : reopenAfter(state, enactment, { ...fallen, at })
  if (falls.length > 0) return falls
  // One at a time: what else follows comes after it.
  const said = clockMessage(state, enactment, at)
  if (said !== undefined) return [said]
  if (enactment.reopening !== undefined) return reopenNext(enactment, { at, host })
  const as = endedAs(enactment)
  if (as !== undefined) {
    // A receipt that may still fall holds the end back.
    return hasOpenReceipt(enactment) ? [] : [enactmentEnded(enactment, as, { at, host })]
  }
  if (enactment.course.ending !== 0) {
    return [...endParts(state, enactment, event), ...undoNext(enactment, { at, host })]
  }
  if (event.type === 'message-sent') return opened(state, enactment, event)
  if (event.type === 'enactment-ended') return openParts(state, enactment, { at, host })
  return []
}

const fallenBy = (
  enactment: Enactment,
  event: FirmEvent,
): { readonly fallen: Fallen; readonly because: string } | undefined => {
  if (event.type === 'message-received' && event.outcome === 'withdrawn') {
    const because = `${event.by} took ${event.message} back`
    return { fallen: { isDirect: () => false, withdrawn: event.message }, because }
  }
  if (event.type !== 'fact-retracted') return undefined
  const { fact, member, because } = event
  const index = enactment.machine.messageNamed.get(fact)
  if (index === undefined) {
    const bound = enactment.facts.get(memberKey(fact, member))
    const binder = bound === undefined ? undefined : memberKey(bound.message, member)
    return { fallen: { isDirect: (name) => name === binder }, because }
  }
  // A standing fact of an effect holds only while its receipt does.
  const facts = present(enactment.machine.messages[index], 'a message').out.flatMap((output) => {
    const { name, stands } = present(enactment.machine.facts[output.fact], 'a fact')
    return stands ? [name] : []
  })
  return { fallen: { isDirect: () => false, receipts: [fact], facts }, because }
}

// Who left the company holds no role any more: the charter's rule picks another, under a new token.
const reassign = (state: FirmState, event: FirmEvent): readonly FirmEvent[] => {
  const { at } = event
  const host = state.host
  return [...state.open.values()].flatMap((enactment) =>
    [...enactment.roles].flatMap(([role, holder]) => {
      const isElsewhere = enactment.apart?.[role] !== undefined
      if (isElsewhere || state.members.has(holder.member)) return []
      const roles = new Map(enactment.roles)
      roles.delete(role)
      const member = pickHolder(state, { ...enactment, roles }, role)
      if (member === undefined) return []
      const because = `${holder.member} left the company`
      const token = holder.token + 1
      return [
        { type: 'role-assigned', at, host, enactment: enactment.id, role, member, token, because },
      ]
    }),
  )
}

const enactmentEnded = (
  enactment: Enactment,
  as: Ending,
  stamp: Pick<FirmEvent, 'at' | 'host'>,
): FirmEvent => ({
  type: 'enactment-ended',
  ...stamp,
  enactment: enactment.id,
  as,
  ...(enactment.parent === undefined ? {} : { parent: enactment.parent }),
})

const undoNext = (
  enactment: Enactment,
  stamp: Pick<FirmEvent, 'at' | 'host'>,
): readonly FirmEvent[] =>
  undoable(enactment.machine, enactment.course).map(({ message, cohort }) => {
    const member = cohort === undefined ? undefined : enactment.course.cohorts[cohort]?.who
    const key = member === undefined ? message.name : `${message.name}@${member}`
    const { key: effect } = present(enactment.effects.get(key), 'a done effect was started')
    return {
      type: 'undo-started',
      ...stamp,
      enactment: enactment.id,
      message: message.name,
      effect,
      ...(member === undefined ? {} : { member }),
    }
  })

const opened = (
  state: FirmState,
  enactment: Enactment,
  event: FirmEvent & { readonly type: 'message-sent' },
): readonly FirmEvent[] => {
  const message = messageOf(enactment.machine, event.message)
  const { at } = event
  const stamp = { at, host: state.host }
  if (message.round !== undefined && enactment.course.delegated) {
    return [openRound(enactment, stamp)]
  }
  return openParts(state, enactment, stamp)
}

const openRound = (
  enactment: Enactment,
  stamp: Pick<EnactmentOpened, 'at' | 'host'>,
): EnactmentOpened => {
  const round = enactment.round + 1
  const key = roundKey(enactment.key, round)
  return {
    type: 'enactment-opened',
    ...stamp,
    enactment: enactmentName(enactment.protocol, key),
    protocol: enactment.protocol,
    protocolHash: enactment.hash,
    key,
    charter: enactment.charter,
    by: enactment.openedBy,
    parent: enactment.id,
    round,
  }
}

/** The parts of an enactment that may open now. */
const openParts = (
  state: FirmState,
  enactment: Enactment,
  stamp: { readonly at: FirmEvent['at']; readonly host: string },
): readonly FirmEvent[] =>
  readyParts(state, enactment).flatMap((part) => openPart(state, enactment, { part, ...stamp }))

/**
 * What ends the whole ends its parts; what has started irreversibly goes on to its end, and the whole waits. Only an
 * event of the whole does so: one of a part comes while the endings of others are still to be told.
 */
const endParts = (
  state: FirmState,
  enactment: Enactment,
  event: FirmEvent,
): readonly FirmEvent[] => {
  const isOwn = 'enactment' in event && event.enactment === enactment.id
  if (!isOwn || enactment.course.ending === endingNumber('completed')) return []
  const by = 'by' in event ? event.by : clockName
  const because = `${enactment.id}, of which it is a part, is ending`
  return [...enactment.children].flatMap((name) => {
    const part = lastRound(state, name)
    if (part === undefined || part.course.ending !== 0) return []
    if (!canCancel(part.machine, part.course)) return []
    const ending = { enactment: part.id, as: 'cancelled', by, because } as const
    return [{ type: 'ending-begun', at: event.at, host: state.host, ...ending }]
  })
}

/** The round in which a part goes on, where it does. */
const lastRound = (state: FirmState, name: string): Enactment | undefined => {
  const enactment = state.open.get(name)
  if (enactment?.course.delegated !== true) return enactment
  const [next] = enactment.children
  return next === undefined ? undefined : lastRound(state, next)
}

const openPart = (
  state: FirmState,
  enactment: Enactment,
  opening: {
    readonly part: PlannedPart
    readonly at: FirmEvent['at']
    readonly host: string
  },
): readonly FirmEvent[] => {
  const { part, at, host } = opening
  const { by } = part
  const form = state.charters.get(enactment.charter)?.protocols[part.child]
  if (form === undefined) return []
  const first = firstOf(machineOf(state, form).machine)
  const judged = judge(state, {
    member: by,
    enactment: enactment.id,
    turn: '',
    chosen: [{ enactment: '', message: first?.name ?? '', facts: part.facts, opens: part.child }],
    premises: [],
    verdicts: [],
    records: [],
    unfenced: false,
    at,
  })
  if (!judged.ok) return []
  return judged.events.map((event) =>
    event.type === 'enactment-opened' ? { ...event, host, part: part.fact } : { ...event, host },
  )
}
