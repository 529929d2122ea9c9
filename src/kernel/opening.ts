/** A new enactment: empty but for its key, what a round keeps, and the roles that carry over. */
import { type Hash, type JsonObject, present } from '../base/index.ts'
import type { Machine, Message, ProtocolForm } from '../protocol/index.ts'
import { begin, beginChild, compile, hashOfForm } from '../protocol/machine/index.ts'
import { formHere } from './apart.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Enactment } from './enactment.ts'
import type { EnactmentOpened } from './event.ts'
import type { FirmState } from './state.ts'
import { formatValue } from './wording.ts'

/** The machine of a protocol form, compiled once in a firm's life. */
export const machineOf = (
  state: FirmState,
  form: ProtocolForm,
): { machine: Machine; hash: Hash } => {
  const known = state.hashes.get(form)
  const hash = known ?? hashOfForm(form)
  state.hashes.set(form, hash)
  const machine = state.machines.get(hash) ?? compile(form)
  state.machines.set(hash, machine)
  return { machine, hash }
}

/** The machine of a protocol as this ledger enacts it, with the hash of the whole protocol. */
export const machineHere = (
  state: FirmState,
  form: ProtocolForm,
  apart: Elsewhere | undefined,
): { machine: Machine; hash: Hash } => {
  const here = formHere(form, apart)
  const whole = machineOf(state, form)
  if (here.deadlines.length === form.deadlines.length) return whole
  const name = hashOfForm(here)
  const machine = state.machines.get(name) ?? compile(here)
  state.machines.set(name, machine)
  return { machine, hash: whole.hash }
}

/** The key of an enactment as one text: the values of the key facts, joined by `/`. */
export const keyText = (form: ProtocolForm, facts: JsonObject): string =>
  form.key.map((name) => formatValue(facts[name] ?? '')).join('/')

/** The name of an enactment: protocol and key, `~2` and on for rounds. */
export const enactmentName = (protocol: string, key: string): string => `${protocol}:${key}`

/** The key of the next round: the root's with its count. */
export const roundKey = (key: string, round: number): string =>
  `${key.replace(/~\d+$/, '')}~${round + 1}`

/** The enactment that an event opens. */
export const openEnactment = (
  state: FirmState,
  event: EnactmentOpened,
  position: number,
): Enactment => {
  const charter = present(state.charters.get(event.charter), 'an enactment has its charter')
  const form = present(charter.protocols[event.protocol], 'an enactment has its protocol')
  const { machine, hash } = machineHere(state, form, event.apart)
  const before = event.round > 0 ? state.open.get(event.parent ?? '') : undefined
  const fresh: Enactment = {
    id: event.enactment,
    protocol: event.protocol,
    hash,
    machine,
    key: event.key,
    charter: event.charter,
    openedBy: event.by,
    openedAt: position,
    parent: event.parent,
    part: event.part,
    root: before?.root ?? event.enactment,
    round: event.round,
    apart: event.apart,
    course: begin(machine),
    epoch: 0,
    facts: new Map(),
    sent: new Map(),
    arrived: new Map(),
    // A role that is held elsewhere is held by the other firm, as a member of that name.
    roles: new Map(
      Object.entries(event.apart ?? {}).map(([role, firm]) => [
        role,
        { member: firm, principal: firm, token: 1 },
      ]),
    ),
    sets: new Map(),
    effects: new Map(),
    vetoed: new Map(),
    refusals: new Map(),
    news: new Map(),
    due: new Map(),
    past: new Map(),
    spoken: new Map(before?.spoken),
    rests: new Map(),
    children: new Set(),
    unsettled: new Map(),
    reopening: undefined,
  }
  if (before !== undefined) carryOver(fresh, before)
  return fresh
}

// A round keeps facts by reference, its roles but those that its first message binds anew, and remembers
// every principal of the chain, so that an author never becomes a verifier (invariant 9).
const carryOver = (fresh: Enactment, before: Enactment): void => {
  const { machine } = fresh
  // A protocol may have several, and one that was sent closes the menu, so it is the only one.
  const isSent = ({ round, index }: Message): boolean =>
    round !== undefined &&
    [before.course, ...before.course.cohorts].some(({ sent }) => sent[index] === 1)
  const message = present(machine.messages.find(isSent), 'a round comes from a round message')
  const round = present(message.round, 'a round message says what it keeps')
  fresh.course = beginChild(machine, before.course, { message: message.index })
  const kept = new Set(round.keep.map((fact) => present(machine.facts[fact], 'a fact').name))
  for (const name of kept) copyFact(fresh, before, name)
  bindKey(fresh, before)
  const first = present(machine.messages[round.from], 'a round begins with a message')
  const rebound = new Set(
    first.out.map((output) => present(machine.facts[output.fact], 'a fact').name),
  )
  for (const [role, holder] of before.roles) {
    const earlier = before.past.get(role) ?? []
    fresh.past.set(role, [...new Set([...earlier, holder.principal])])
    if (!rebound.has(role) || kept.has(role)) fresh.roles.set(role, holder)
  }
}

const copyFact = (fresh: Enactment, before: Enactment, name: string): void => {
  const bound = before.facts.get(name)
  if (bound !== undefined) fresh.facts.set(name, bound)
}

// The count of the round goes to the last key fact, so that the whole key stays unique.
const bindKey = (fresh: Enactment, before: Enactment): void => {
  const names = fresh.machine.form.key
  for (const name of names) copyFact(fresh, before, name)
  const last = names.at(-1) ?? ''
  const bound = before.facts.get(last)
  if (bound === undefined) return
  const value = roundKey(formatValue(bound.value), fresh.round)
  fresh.facts.set(last, { ...bound, value })
}
