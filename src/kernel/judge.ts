/**
 * Judges a choice: whether these messages may be sent now, and what exactly they would bind.
 *
 * Messages of a turn are judged in order, each on the state that the earlier ones leave, and only as a whole.
 * Invariants: 4 (only what is on the menu), 5 (no broken premise), 9 (an author is never its verifier).
 */
import { type Json, present } from '../base/index.ts'
import type { Message } from '../protocol/index.ts'
import { copyCourse } from '../protocol/machine/index.ts'
import { strictestOf } from './approval.ts'
import type { GateForm } from './charter-form.ts'
import {
  type Choice,
  contentHash,
  type Judgement,
  type One,
  type Refusal,
  refusal,
} from './choice.ts'
import type { Enactment } from './enactment.ts'
import type { Chosen, EnactmentOpened, MessageSent } from './event.ts'
import { gateOf } from './gate.ts'
import { leaseHolderSentence, touchedBy } from './lease.ts'
import { blockedByFinality, blockedByLease, menuIn, openingsOf } from './menu.ts'
import { nameRoles } from './naming.ts'
import { partGates } from './part-gate.ts'
import { enactmentName, keyText, machineOf, openEnactment } from './opening.ts'
import { applySent } from './progress.ts'
import { holdersOf, overlapOf, principalOf } from './role.ts'
import { boundNames, factReader, messageOf, sendMove } from './send.ts'
import { sentEvent } from './sending.ts'
import { brokenPremises } from './standing.ts'
import type { FirmState } from './state.ts'

/** Judges a whole choice on the state as it stands; changes nothing. */
export const judge = (state: FirmState, choice: Choice): Judgement => {
  const broken = brokenPremises(state, choice.premises)
  if (broken.length > 0) {
    const paths = broken.map(({ path, version }) => `${path} is at version ${version}`).join(', ')
    return { ...refusal('premise-broken', choice.chosen[0], `a premise changed: ${paths}`), broken }
  }
  const trial: Trial = { enactments: new Map(), leased: new Map() }
  const events: (EnactmentOpened | MessageSent)[] = []
  let gate: GateForm = { kind: 'silent' }
  for (const [place, chosen] of choice.chosen.entries()) {
    const judged = judgeOne(state, trial, { choice, chosen, place })
    if (!judged.ok) return judged
    events.push(...judged.events)
    const joined = strictestOf(state, [gate, judged.gate])
    if (!('kind' in joined)) return askedOfTwo(chosen, joined)
    gate = joined
  }
  return { ok: true, events, gate }
}

const askedOfTwo = (chosen: Chosen, two: readonly string[]): Judgement => {
  const words = `this turn waits for ${two.join(' and for ')} at once, and one cannot speak for both`
  return refusal('forbidden', chosen, `${words}: send what each decides in a turn of its own`)
}

/** What earlier messages of the same turn would change. */
interface Trial {
  readonly enactments: Map<string, Enactment>
  readonly leased: Map<string, string>
}

const judgeOne = (state: FirmState, trial: Trial, one: One): Judgement => {
  const { choice, chosen } = one
  const verdict = choice.verdicts[one.place] ?? {}
  if (verdict.misfit !== undefined) return refusal('schema', chosen, verdict.misfit)
  if (verdict.missing !== undefined) return refusal('missing-receipt', chosen, verdict.missing)
  const opened = chosen.opens === undefined ? undefined : openFor(state, one)
  if (opened !== undefined && 'ok' in opened) return opened
  const enactment = opened?.enactment ?? trialOf(state, trial, chosen.enactment)
  if (enactment === undefined) {
    return refusal('not-on-menu', chosen, `${chosen.enactment} is not open`)
  }
  if (opened !== undefined) trial.enactments.set(enactment.id, enactment)
  const judged = judgeIn(withLeases(state, trial), enactment, one)
  if (!judged.ok) return judged
  // Only a later message of the same turn could tell the difference.
  const isLast = one.place === choice.chosen.length - 1
  for (const event of isLast ? [] : judged.events) {
    if (event.type !== 'message-sent') continue
    applySent(enactment, event, state.position)
    bindRoles(state, enactment, event)
    for (const resource of event.lease ?? []) trial.leased.set(resource, enactment.root)
  }
  const events = opened === undefined ? judged.events : [opened.event, ...judged.events]
  return { ...judged, events }
}

// What an earlier message of the turn takes is another's for a later one.
const withLeases = (state: FirmState, { leased }: Trial): FirmState =>
  leased.size === 0 ? state : { ...state, leases: new Map([...state.leases, ...leased]) }

const bindRoles = (state: FirmState, enactment: Enactment, event: MessageSent): void => {
  for (const [role, member] of Object.entries(event.roles ?? {})) {
    enactment.roles.set(role, { member, principal: principalOf(state, member), token: 1 })
  }
}

// Judging steps the course, so it works on a copy of what the firm holds.
const trialOf = (state: FirmState, trial: Trial, name: string): Enactment | undefined => {
  const known = trial.enactments.get(name)
  if (known !== undefined) return known
  const open = state.open.get(name)
  if (open === undefined) return undefined
  const copy: Enactment = {
    ...open,
    course: copyCourse(open.course),
    facts: new Map(open.facts),
    sent: new Map(open.sent),
    roles: new Map(open.roles),
    spoken: new Map(open.spoken),
    sets: new Map(open.sets),
    due: new Map(open.due),
    rests: new Map(open.rests),
    refusals: new Map(open.refusals),
  }
  trial.enactments.set(name, copy)
  return copy
}

const openFor = (
  state: FirmState,
  one: One,
): Refusal | { readonly enactment: Enactment; readonly event: EnactmentOpened } => {
  const { choice, chosen } = one
  const protocol = chosen.opens ?? ''
  const form = state.charter?.protocols[protocol]
  const allowed = openingsOf(state, choice.member).some(
    (entry) => entry.protocol === protocol && entry.message === chosen.message,
  )
  if (form === undefined || !allowed) {
    return refusal('not-on-menu', chosen, `${choice.member} may not open ${protocol} here`)
  }
  const key = keyText(form, chosen.facts)
  const name = enactmentName(protocol, key)
  if (key.includes('~')) return refusal('schema', chosen, `the key ${key} may not contain ~`)
  if (state.used.has(name)) {
    return refusal('key-used', chosen, `${name} exists already; a key is used once, ever`)
  }
  const event: EnactmentOpened = {
    type: 'enactment-opened',
    at: choice.at as EnactmentOpened['at'],
    enactment: name,
    protocol,
    protocolHash: machineOf(state, form).hash,
    key,
    charter: state.charterVersion,
    by: choice.member,
    round: 0,
    ...apartIn(state, protocol),
    ...(choice.enactment === '' ? {} : { parent: choice.enactment }),
  }
  return { enactment: openEnactment(state, event, state.position), event }
}

const apartIn = (state: FirmState, protocol: string): Pick<EnactmentOpened, 'apart'> => {
  const apart = state.charter?.apart?.[protocol]
  return apart === undefined ? {} : { apart }
}

const judgeIn = (state: FirmState, enactment: Enactment, one: One): Judgement => {
  const { choice, chosen } = one
  if (enactment.machine.messageNamed.get(chosen.message) === undefined) {
    return refusal('not-on-menu', chosen, `${enactment.protocol} has no message ${chosen.message}`)
  }
  const message = messageOf(enactment.machine, chosen.message)
  const entry = menuIn(state, enactment, choice.member).find(
    (item) => item.message === chosen.message,
  )
  if (entry === undefined) return offMenu(state, enactment, { ...one, message })
  const misfit = factsMisfit(enactment, message, chosen)
  if (misfit !== undefined) return refusal('schema', chosen, misfit)
  const { facts } = chosen
  if (blockedByLease(state, enactment, { message, member: choice.member, facts })) {
    return leaseTaken(state, enactment, one)
  }
  const named = nameRoles(state, enactment, { ...one, message, role: entry.role })
  if ('ok' in named) return named
  if (enactment.vetoed.get(chosen.message)?.includes(contentHash(chosen)) === true) {
    return refusal('vetoed', chosen, `${chosen.message} was vetoed with this very content`)
  }
  const touches = choice.verdicts[one.place]?.touches ?? []
  const { waitsFor } = touchedBy(state, enactment, touches)
  if (waitsFor !== undefined) {
    return refusal(
      'lease-taken',
      chosen,
      `${chosen.message} touches ${waitsFor}, which another holds; ${choice.member} is woken when it is free`,
    )
  }
  const read = factReader(enactment, choice.member, chosen.facts)
  const gate = strictestOf(state, gatesIn(state, enactment, { ...one, message, read }))
  if (!('kind' in gate)) return askedOfTwo(chosen, gate)
  if (gate.kind === 'forbid') {
    return refusal(
      'forbidden',
      chosen,
      `the charter forbids ${enactment.protocol}.${chosen.message}`,
    )
  }
  const event = sentEvent(state, enactment, { ...one, message, ...named, read })
  const fits = sendMove(enactment, { message, by: choice.member, facts: chosen.facts, ...named })
  if (fits === undefined) return refusal('schema', chosen, 'a value has no branch of its fact')
  return { ok: true, events: [event], gate }
}

// The gates of a message and of what it splits off.
const gatesIn = (
  state: FirmState,
  enactment: Enactment,
  one: One & { readonly message: Message; readonly read: (name: string) => Json | undefined },
): readonly GateForm[] => {
  const { choice, chosen, message, read } = one
  const { machine, protocol, charter: version, roles } = enactment
  const { records, unfenced } = choice
  const own = gateOf(present(state.charter, 'a firm has a charter'), {
    protocol,
    message: chosen.message,
    effect: machine.form.messages[chosen.message]?.does,
    facts: read,
    principalOf: (role) => {
      const holder = roles.get(role)
      return holder === undefined ? undefined : principalOf(state, holder.member)
    },
    records,
    unfenced,
  })
  const splitting = { machine, version, message, facts: chosen.facts, choice }
  return [own, ...partGates(state, splitting)]
}

// Says why a message is off the menu as precisely as the asker may know.
const offMenu = (
  state: FirmState,
  enactment: Enactment,
  one: One & { readonly message: Message },
): Refusal => {
  const { choice, chosen, message } = one
  if (blockedByLease(state, enactment, { message, member: choice.member })) {
    return leaseTaken(state, enactment, one)
  }
  const unsettled = blockedByFinality(state, enactment, message)
  if (unsettled !== undefined) {
    const waits = `${chosen.message} cannot be undone and waits until ${unsettled} is final`
    return refusal('not-on-menu', chosen, waits)
  }
  const overlap = overlapIn(state, enactment, one)
  if (overlap !== undefined) return refusal('not-distinct', chosen, overlap)
  const menu = menuIn(state, enactment, choice.member).map((item) => item.message)
  const listed = menu.length === 0 ? 'nothing' : menu.join(', ')
  return refusal(
    'not-on-menu',
    chosen,
    `${chosen.message} is not on the menu of ${choice.member} in ${enactment.id}; on it: ${listed}`,
  )
}

const leaseTaken = (state: FirmState, enactment: Enactment, { choice, chosen }: One): Refusal =>
  refusal(
    'lease-taken',
    chosen,
    leaseHolderSentence(state, enactment, { member: choice.member, facts: chosen.facts }),
  )

// Who holds the role, and answers by now for what another role says that must be distinct from it.
const overlapIn = (
  state: FirmState,
  enactment: Enactment,
  { choice: { member }, chosen: { message } }: One,
): string | undefined => {
  const role = enactment.machine.form.messages[message]?.from ?? ''
  if (!holdersOf(enactment, role).includes(member)) return undefined
  const other = overlapOf(state, enactment, { role, member })
  if (other === undefined) return undefined
  const principal = principalOf(state, member)
  return `${message} is the ${role}'s to say, and ${principal}, who answers for ${member}, is ${other} in ${enactment.id}`
}

const factsMisfit = (
  enactment: Enactment,
  message: Message,
  chosen: Chosen,
): string | undefined => {
  const wanted = boundNames(enactment, message)
  const given = Object.keys(chosen.facts)
  const missing = wanted.filter((name) => !given.includes(name))
  const surplus = given.filter((name) => !wanted.includes(name))
  if (missing.length > 0) return `${chosen.message} must bind ${missing.join(', ')}`
  if (surplus.length > 0) return `${chosen.message} does not bind ${surplus.join(', ')}`
  return undefined
}
