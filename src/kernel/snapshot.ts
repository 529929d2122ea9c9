/**
 * The state as text and back, to open a firm fast (invariant 3).
 *
 * Maps become lists in their own order, since that order is part of the state. Machines are left out and
 * compiled again from the charters: they are functions of them.
 */
import { FirmError, type Instant, type Json, present } from '../base/index.ts'
import type { CharterForm } from './charter-form.ts'
import type { Enactment, News } from './enactment.ts'
import { keepIntent } from './evolve-intent.ts'
import { keepOpen } from './holding.ts'
import { takeLease } from './lease.ts'
import { outgoingName } from './letter.ts'
import { machineHere } from './opening.ts'
import { keepStanding } from './standing.ts'
import {
  type BudgetState,
  emptyState,
  type FirmState,
  type MemberState,
  type Pause,
  type Tries,
} from './state.ts'

/** Names the shape of the snapshot; whoever keeps one under another name drops it. */
export const stateFormat = 'firm-state-13'

type Entries<V> = readonly (readonly [string, V])[]

/** An enactment without its machine, its maps as lists. */
type Flat<T> = {
  readonly [K in keyof T]: T[K] extends Map<infer Key, infer V>
    ? readonly (readonly [Key, V])[]
    : T[K] extends Set<infer V>
      ? readonly V[]
      : T[K]
}
type FlatEnactment = Omit<Flat<Enactment>, 'machine'>

/** The body of a snapshot: what `JSON.parse` gives, by our own encoding. */
interface StateBody {
  readonly format: typeof stateFormat
  readonly position: number
  readonly at: Instant
  readonly name: string
  readonly operatorKey: string
  readonly lastActAt: number
  readonly forkedFrom: string
  readonly charterVersion: number
  readonly charters: readonly (readonly [number, CharterForm])[]
  readonly open: readonly FlatEnactment[]
  readonly used: readonly string[]
  readonly standing: readonly StandingFactOf[]
  readonly scopes: Entries<number>
  readonly turns: readonly TurnOf[]
  readonly intents: readonly IntentOf[]
  readonly leases: Entries<string>
  readonly leasing: readonly string[]
  readonly holds: FirmState['holds']
  readonly members: readonly MemberState[]
  readonly paused: boolean
  readonly pauses: Entries<Pause>
  readonly budgets: Entries<Flat<BudgetState>>
  readonly effects: Entries<EffectOf>
  readonly outbox: readonly LetterOf[]
  readonly arrived: Entries<ArrivalOf>
  readonly forgeries: Entries<ForgeriesOf>
  readonly wakes: Entries<readonly string[]>
  readonly lobby: Entries<readonly News[]>
  readonly schedules: Entries<Instant>
  readonly observed: Entries<string>
  readonly tries: Entries<Entries<Tries>>
  readonly turnCount: number
  readonly intentCount: number
  readonly host: string
}

type ValueOf<M> = M extends Map<string, infer V> ? V : never
type StandingFactOf = ValueOf<FirmState['standing']>
type TurnOf = ValueOf<FirmState['turns']>
type IntentOf = ValueOf<FirmState['intents']>
type EffectOf = ValueOf<FirmState['effects']>
type ArrivalOf = ValueOf<FirmState['arrived']>
type ForgeriesOf = ValueOf<FirmState['forgeries']>
type LetterOf = ValueOf<FirmState['outbox']>

/** The state as text; equal states give equal text. */
export const encodeState = (state: FirmState): string => {
  const { position, at, name, operatorKey, lastActAt, forkedFrom, charterVersion } = state
  const { paused, turnCount, intentCount } = state
  const body: StateBody = {
    format: stateFormat,
    position,
    at,
    name,
    operatorKey,
    lastActAt,
    forkedFrom,
    charterVersion,
    charters: [...state.charters],
    open: [...state.open.values()].map(flatten),
    used: [...state.used],
    standing: [...state.standing.values()],
    scopes: [...state.scopes],
    turns: [...state.turns.values()],
    intents: [...state.intents.values()],
    leases: [...state.leases],
    leasing: [...state.leasing],
    holds: state.holds,
    members: [...state.members.values()],
    paused,
    pauses: [...state.pauses],
    budgets: [...state.budgets].map(([key, one]) => [
      key,
      { period: one.period, spent: one.spent, reserved: [...one.reserved] },
    ]),
    effects: [...state.effects],
    outbox: [...state.outbox.values()],
    arrived: [...state.arrived],
    forgeries: [...state.forgeries],
    wakes: [...state.wakes].map(([key, members]) => [key, [...members]]),
    lobby: [...state.lobby],
    schedules: [...state.schedules],
    observed: [...state.observed],
    tries: [...state.tries].map(([key, members]) => [key, [...members]]),
    turnCount,
    intentCount,
    host: state.host,
  }
  return JSON.stringify(body)
}

const flatten = (one: Enactment): FlatEnactment => {
  const { machine: _compiled, ...rest } = one
  return {
    ...rest,
    facts: [...one.facts],
    sent: [...one.sent],
    arrived: [...one.arrived],
    roles: [...one.roles],
    sets: [...one.sets],
    effects: [...one.effects],
    vetoed: [...one.vetoed],
    refusals: [...one.refusals],
    news: [...one.news],
    due: [...one.due],
    past: [...one.past],
    spoken: [...one.spoken],
    rests: [...one.rests],
    children: [...one.children],
    unsettled: [...one.unsettled],
  }
}

/** The state in a text of `encodeState`. Throws StateFormatError for any other format. */
export const decodeState = (text: string): FirmState => {
  const body = parseBody(text)
  const state = emptyState()
  restoreFirm(state, body)
  restoreWork(state, body)
  for (const flat of body.open) keepOpen(state, restoreEnactment(state, flat))
  return state
}

// The text is our own: the store checks that its hash fits the ledger, and the format names the shape.
const parseBody = (text: string): StateBody => {
  const body = JSON.parse(text) as StateBody | { readonly format?: Json }
  if (body.format !== stateFormat) throw new StateFormatError(body.format ?? null)
  return body as StateBody
}

const restoreFirm = (state: FirmState, body: StateBody): void => {
  state.position = body.position
  state.at = body.at
  state.name = body.name
  state.operatorKey = body.operatorKey
  state.lastActAt = body.lastActAt
  state.forkedFrom = body.forkedFrom
  state.charterVersion = body.charterVersion
  state.charters = new Map(body.charters)
  state.charter = state.charters.get(body.charterVersion)
  state.used = new Set(body.used)
  state.paused = body.paused
  state.pauses = new Map(body.pauses)
  state.turnCount = body.turnCount
  state.intentCount = body.intentCount
  state.host = body.host
  for (const member of body.members) {
    // JSON leaves out what is undefined; the state says it.
    state.members.set(member.name, { ...member, takenOverBy: member.takenOverBy })
  }
}

const restoreWork = (state: FirmState, body: StateBody): void => {
  for (const fact of body.standing) keepStanding(state, fact)
  state.scopes = new Map(body.scopes)
  for (const turn of body.turns) state.turns.set(turn.id, turn)
  for (const intent of body.intents) {
    keepIntent(state, { ...intent, preview: intent.preview, hold: intent.hold })
  }
  for (const [resource, root] of body.leases) takeLease(state, resource, root)
  state.leasing = new Set(body.leasing)
  state.holds = [...body.holds]
  for (const [name, { period, spent, reserved }] of body.budgets) {
    state.budgets.set(name, { period, spent, reserved: new Map(reserved) })
  }
  state.effects = new Map(body.effects)
  for (const letter of body.outbox) state.outbox.set(outgoingName(letter), letter)
  state.arrived = new Map(body.arrived)
  state.forgeries = new Map(body.forgeries)
  for (const [name, members] of body.wakes) state.wakes.set(name, new Set(members))
  state.lobby = new Map(body.lobby)
  state.schedules = new Map(body.schedules)
  state.observed = new Map(body.observed)
  for (const [name, members] of body.tries) state.tries.set(name, new Map(members))
}

const restoreEnactment = (state: FirmState, flat: FlatEnactment): Enactment => {
  const charter = present(state.charters.get(flat.charter), 'an enactment has its charter')
  const form = present(charter.protocols[flat.protocol], 'an enactment has its protocol')
  return {
    ...flat,
    machine: machineHere(state, form, flat.apart).machine,
    parent: flat.parent,
    part: flat.part,
    apart: flat.apart,
    reopening: flat.reopening,
    facts: new Map(flat.facts),
    sent: new Map(flat.sent),
    arrived: new Map(flat.arrived),
    roles: new Map(flat.roles),
    sets: new Map(flat.sets),
    effects: new Map(flat.effects),
    vetoed: new Map(flat.vetoed),
    refusals: new Map(flat.refusals),
    news: new Map(flat.news),
    due: new Map(flat.due),
    past: new Map(flat.past),
    spoken: new Map(flat.spoken),
    rests: new Map(flat.rests),
    children: new Set(flat.children),
    unsettled: new Map(flat.unsettled),
  }
}

/** A snapshot of another format: the ledger is replayed instead. */
export class StateFormatError extends FirmError {
  override readonly name = 'StateFormatError'

  constructor(found: Json) {
    super(
      'state-format',
      `the snapshot is of format ${JSON.stringify(found)}, not ${stateFormat}`,
      {
        hint: 'Drop the snapshot and replay the ledger.',
      },
    )
  }
}
