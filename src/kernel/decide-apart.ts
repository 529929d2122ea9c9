/**
 * Letters decided: what another firm's message binds here, once. Its premises are checked as it arrives: every fact
 * that it carries must stand here as it says, or be one that another ledger binds.
 */
import { encodeCanonical, type JsonObject, present } from '../base/index.ts'
import type { Machine } from '../protocol/index.ts'
import { bindersOf, isRunning } from '../protocol/machine/index.ts'
import { carriedNames } from './apart.ts'
import type { AcknowledgeMessage, ReceiveMessage } from './apart-command.ts'
import type { Arrival, MessageReceived } from './apart-event.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Enactment } from './enactment.ts'
import type { EnactmentOpened } from './event.ts'
import { silentUntil } from './forgery.ts'
import { arrivalName, type Letter, letterName, outgoingName } from './letter.ts'
import {
  isOfNeighbour,
  letterText,
  receiptText,
  refusedEvent,
  type Sealed,
} from './letter-signature.ts'
import { enactmentName, keyText, machineOf, openEnactment } from './opening.ts'
import { bringEnding, staleIn } from './resting.ts'
import { fixedAmong } from './retraction.ts'
import { pickHolder, principalOf } from './role.ts'
import { branchOf, messageOf } from './send.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** A letter, or the receipt of one. */
export const decideLetter = (
  state: FirmState,
  command: ReceiveMessage | AcknowledgeMessage,
): Verdict =>
  command.type === 'receive-message'
    ? decideReceive(state, command)
    : decideAcknowledge(state, command)

/** A letter arrives: bound, withdrawn, late or refused; a second time it changes nothing. */
const decideReceive = (state: FirmState, command: ReceiveMessage): Verdict => {
  const { letter } = command
  if (letter.to !== state.name) {
    return refuse('not-yours', `the letter is for ${letter.to}, not for ${state.name}`)
  }
  if (state.arrived.has(arrivalName(letter))) {
    return refuse('nothing-to-do', `${letter.message} of ${letter.from} has arrived before`)
  }
  const forged = forgedIn(state, command, {
    of: letter.from,
    kind: 'letter',
    text: letterText(letter),
    signature: command.signature,
  })
  if (forged !== undefined) return forged
  // What was signed has been verified; from here on it is what is to stand in this ledger.
  const kept = { ...command, letter: { ...letter, facts: command.facts ?? letter.facts } }
  const open = state.open.get(letter.enactment)
  const place = open === undefined ? placeFor(state, kept) : placeIn(open, letter)
  if (typeof place === 'string') return refuse('not-now', place)
  const { enactment, opening } = place
  const judged = enactment === undefined ? late(kept.letter) : arrivalIn(state, enactment, kept)
  if (typeof judged === 'string') return refuse('not-now', judged)
  const received = receivedEvent(kept, judged)
  const opens = opening !== undefined && judged.outcome === 'bound'
  return opens ? accept(opening, received) : accept(received)
}

// What nobody here can verify may be verified under another charter: its sender sends it again.
const forgedIn = (
  state: FirmState,
  command: ReceiveMessage | AcknowledgeMessage,
  sealed: Sealed,
): Verdict | undefined => {
  const isTheirs = isOfNeighbour(state, sealed)
  if (isTheirs === undefined) return refuse('not-now', `no key of ${sealed.of} is known here`)
  if (isTheirs) return undefined
  if (silentUntil(state, sealed.of, command.at) !== undefined) {
    return refuse('too-often', `what came in the name of ${sealed.of} is recorded often enough`)
  }
  const told = command.type === 'receive-message' ? command.letter : command.receipt
  const waiting = state.outbox.get(outgoingName(told))
  const enactment = 'enactment' in told ? told.enactment : (waiting?.enactment ?? '')
  return accept(refusedEvent(command, sealed, { ...told, enactment }))
}

/** Where a letter belongs: in an open enactment, in one that it opens, or, where that has ended, in none. */
interface Place {
  readonly enactment: Enactment | undefined
  readonly opening?: EnactmentOpened
}

const placeIn = (enactment: Enactment, letter: Letter): Place | string => {
  if (enactment.hash !== letter.protocolHash) return anotherVersion(letter)
  const stranger = speaksFor(enactment.apart ?? {}, enactment.machine, letter)
  if (stranger !== undefined) return stranger
  return enactment.reopening === undefined
    ? { enactment }
    : `${enactment.id} undoes what rested on something else first`
}

const placeFor = (state: FirmState, { at, host, letter }: ReceiveMessage): Place | string => {
  const { protocol, facts } = letter
  const form = state.charter?.protocols[protocol]
  const apart = state.charter?.apart?.[protocol]
  if (form === undefined || apart === undefined) {
    return `${state.name} enacts no ${protocol} with other firms`
  }
  const { machine, hash } = machineOf(state, form)
  if (hash !== letter.protocolHash) return anotherVersion(letter)
  const stranger = speaksFor(apart, machine, letter)
  if (stranger !== undefined) return stranger
  const key = keyText(form, facts)
  const enactment = enactmentName(protocol, key)
  if (enactment !== letter.enactment) return `${letter.enactment} is not the name of ${enactment}`
  if (state.used.has(enactment) || letter.withdraws !== undefined) return { enactment: undefined }
  const opening: EnactmentOpened = {
    type: 'enactment-opened',
    at,
    host,
    enactment,
    protocol,
    protocolHash: hash,
    key,
    charter: state.charterVersion,
    by: letter.from,
    round: 0,
    apart,
  }
  return { enactment: openEnactment(state, opening, state.position), opening }
}

const anotherVersion = ({ from, protocol }: Letter): string =>
  `${from} speaks another version of ${protocol}`

// Only the firm that holds the role may speak for it, and only to a role that is held here.
const speaksFor = (
  apart: Elsewhere,
  machine: Machine,
  { message, from, protocol }: Letter,
): string | undefined => {
  const form = machine.form.messages[message]
  if (form === undefined) return `${protocol} has no message ${message}`
  if (apart[form.from] !== from) return `${from} does not hold the role ${form.from} of ${protocol}`
  const isHere = form.to.some((role) => isRole(machine, role) && apart[role] === undefined)
  return isHere ? undefined : `${message} of ${protocol} does not go to a role that is held here`
}

const isRole = (machine: Machine, name: string): boolean =>
  machine.form.roles.some((role) => role.name === name)

interface Judged {
  readonly outcome: Arrival
  readonly facts: JsonObject
  readonly roles?: { readonly [role: string]: string }
  readonly because?: string
}

const late = ({ facts }: Letter): Judged => ({ outcome: 'late', facts })

const arrivalIn = (
  state: FirmState,
  enactment: Enactment,
  { letter, misfit }: ReceiveMessage,
): Judged | string => {
  const { message, facts } = letter
  if (letter.withdraws !== undefined) return withdrawal(enactment, letter)
  if (!isRunning(enactment.course)) return late(letter)
  const before = enactment.arrived.get(message)
  if (before !== undefined && before.sent > letter.sent) return late(letter)
  if (before !== undefined) return `${message} was said before and is not taken back yet`
  const wrong = misfit ?? misfitOf(enactment, letter)
  if (wrong !== undefined) return refusedFor(letter, wrong)
  const conflict = conflictOf(enactment, letter)
  if (conflict !== undefined) {
    return conflict.passes ? conflict.sentence : refusedFor(letter, conflict.sentence)
  }
  const fresh = Object.entries(facts).filter(([name]) => !enactment.facts.has(name))
  const roles = rolesFor(state, enactment, message)
  return { outcome: 'bound', facts: Object.fromEntries(fresh), roles }
}

const refusedFor = ({ facts }: Letter, because: string): Judged => ({
  outcome: 'refused',
  facts,
  because,
})

const withdrawal = (enactment: Enactment, letter: Letter): Judged => {
  const { message, withdraws } = letter
  if (enactment.arrived.get(message)?.sent !== withdraws) return late(letter)
  const stale = staleIn(enactment, { isDirect: () => false, withdrawn: message })
  const ending = enactment.course.ending !== 0 && !bringEnding(enactment, stale.messages)
  if (ending) return late(letter)
  const fixed = fixedAmong(enactment, stale)
  return fixed === undefined ? { outcome: 'withdrawn', facts: {} } : refusedFor(letter, fixed)
}

const misfitOf = (enactment: Enactment, letter: Letter): string | undefined => {
  const { machine, protocol } = enactment
  const carried = carriedNames(machine, messageOf(machine, letter.message))
  const missing = carried.filter((name) => !(name in letter.facts))
  const surplus = Object.keys(letter.facts).filter((name) => !carried.includes(name))
  const lacking = missing.filter((name) => !isKeptHere(enactment, name))
  if (lacking.length > 0) return lackSentence(enactment, letter, lacking)
  if (surplus.length > 0) {
    return `${letter.message} of ${protocol} does not carry ${surplus.join(', ')}`
  }
  const strange = carried.find((name) => {
    if (!(name in letter.facts)) return false
    const fact = present(machine.factNamed.get(name), 'a carried fact is declared')
    return branchOf(machine, fact, letter.facts[name]) === undefined
  })
  return strange === undefined ? undefined : `the value of ${strange} has none of its branches`
}

// What is personal may have been erased where it was said, and then no letter says it again.
const isKeptHere = ({ facts, machine }: Enactment, name: string): boolean =>
  facts.has(name) && machine.form.facts[name]?.personal !== undefined

const lackSentence = (
  { machine, protocol }: Enactment,
  { message }: Letter,
  lacking: readonly string[],
): string => {
  const isPersonal = lacking.every((name) => machine.form.facts[name]?.personal !== undefined)
  const why = isPersonal ? ', which was erased before it came' : ''
  return `${message} of ${protocol} lacks ${lacking.join(', ')}${why}`
}

interface Conflict {
  readonly sentence: string
  /** Whether it will pass: the sender has taken back what stands here, and we have not heard of it yet. */
  readonly passes: boolean
}

// The values are left out: the sentence goes to the other firm, and what is bound here may not be for it.
const conflictOf = (enactment: Enactment, letter: Letter): Conflict | undefined => {
  const { id, facts, machine, apart } = enactment
  for (const [name, value] of Object.entries(letter.facts)) {
    const bound = facts.get(name)
    if (bound === undefined) {
      const binders = bindersOf(machine.form, name)
      if (binders.some((role) => apart?.[role] !== undefined)) continue
      return { sentence: `${name} does not stand in ${id}, where alone it is bound`, passes: false }
    }
    if (encodeCanonical(bound.value) === encodeCanonical(value)) continue
    const sentence = `${name} is bound to something else in ${id}, by ${bound.by}`
    return { sentence, passes: isOlder(enactment, letter, bound.message) }
  }
  return undefined
}

const isOlder = ({ arrived }: Enactment, letter: Letter, message: string): boolean => {
  const known = arrived.get(message)
  return known !== undefined && known.from === letter.from && known.epoch < letter.epoch
}

const rolesFor = (
  state: FirmState,
  enactment: Enactment,
  message: string,
): { readonly [role: string]: string } => {
  const { machine } = enactment
  const roles = new Map(enactment.roles)
  const taken: { [role: string]: string } = {}
  for (const role of machine.form.messages[message]?.to ?? []) {
    if (!isRole(machine, role) || roles.has(role)) continue
    const member = pickHolder(state, { ...enactment, roles }, role)
    if (member === undefined) continue
    taken[role] = member
    roles.set(role, { member, principal: principalOf(state, member), token: 1 })
  }
  return taken
}

const receivedEvent = (
  { at, host, letter }: ReceiveMessage,
  { outcome, facts, roles, because }: Judged,
): MessageReceived => ({
  type: 'message-received',
  at,
  host,
  enactment: letter.enactment,
  message: letter.message,
  by: letter.from,
  sent: letter.sent,
  speaker: letter.speaker,
  epoch: letter.epoch,
  outcome,
  facts,
  ...(roles === undefined || Object.keys(roles).length === 0 ? {} : { roles }),
  ...(letter.withdraws === undefined ? {} : { withdraws: letter.withdraws }),
  ...(because === undefined ? {} : { because }),
})

/** The other ledger holds a letter of ours, and says what became of it. */
const decideAcknowledge = (state: FirmState, command: AcknowledgeMessage): Verdict => {
  const { at, host, receipt } = command
  const { sent, message, outcome, because } = receipt
  const letter = state.outbox.get(outgoingName(receipt))
  if (receipt.from !== state.name || letter === undefined) {
    return refuse('nothing-to-do', `no letter ${letterName(receipt)} to ${receipt.to} waits here`)
  }
  const forged = forgedIn(state, command, {
    of: receipt.to,
    kind: 'receipt',
    text: receiptText(receipt),
    signature: command.signature,
  })
  if (forged !== undefined) return forged
  return accept({
    type: 'message-acknowledged',
    at,
    host,
    enactment: letter.enactment,
    message,
    by: receipt.to,
    sent,
    outcome,
    ...(because === undefined ? {} : { because }),
  })
}
