/** Letters in the state: those that wait for their receipt, and what arrived. */
import { present } from '../base/index.ts'
import { carriedNames, lettersOf, withdrawalsOf } from './apart.ts'
import type { MessageAcknowledged, MessageReceived } from './apart-event.ts'
import type { Bound, Enactment } from './enactment.ts'
import type { EnactmentReopened, MessageSent } from './event.ts'
import { giveRole } from './holding.ts'
import { arrivalName, type Letter, outgoingName } from './letter.ts'
import { move, noteInstant } from './progress.ts'
import { principalOf } from './role.ts'
import { branchOf, messageOf } from './send.ts'
import type { FirmState } from './state.ts'
import { tell, wake } from './wake.ts'

const post = (state: FirmState, letters: readonly Letter[]): void => {
  if (state.forkedFrom !== '') return
  for (const letter of letters) state.outbox.set(outgoingName(letter), letter)
}

/** A message that goes to roles held elsewhere waits for their firms' receipts. */
export const postSent = (state: FirmState, enactment: Enactment, event: MessageSent): void => {
  if (enactment.apart === undefined) return
  const { message, by: speaker } = event
  post(state, lettersOf(enactment, { from: state.name, sent: state.position, message, speaker }))
}

/** What is open again here is taken back elsewhere. To be called before it is opened. */
export const postWithdrawn = (
  state: FirmState,
  enactment: Enactment,
  { messages, epoch }: EnactmentReopened,
): void => {
  if (enactment.apart === undefined) return
  for (const name of messages) {
    const sent = enactment.sent.get(name)
    if (sent === undefined) continue
    const message = present(enactment.machine.messages[sent.message], 'a message').name
    const taken = { from: state.name, sent: state.position, message, speaker: '' }
    const letters = withdrawalsOf(enactment, { ...taken, withdraws: sent.at })
    post(
      state,
      letters.map((letter) => ({ ...letter, epoch })),
    )
  }
}

/** A letter arrived. Only what is bound changes the enactment; everything is remembered, so that it comes once. */
export const evolveReceived = (state: FirmState, event: MessageReceived): void => {
  const { by: from, sent, message, withdraws } = event
  state.arrived.set(arrivalName({ from, sent, message }), event.outcome)
  // A withdrawal may overtake what it takes back, which is then never bound.
  if (withdraws !== undefined) {
    const taken = arrivalName({ from, sent: withdraws, message })
    if (!state.arrived.has(taken)) state.arrived.set(taken, 'late')
  }
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined) return
  if (event.outcome === 'bound') return bindArrival(state, enactment, event)
  const known = enactment.arrived.get(message)
  if (withdraws === undefined || event.outcome !== 'refused' || known === undefined) return
  // What could not be taken back stands, as if it had been said in the newer epoch too.
  enactment.arrived.set(message, { ...known, epoch: event.epoch })
}

const bindArrival = (state: FirmState, enactment: Enactment, event: MessageReceived): void => {
  const { machine } = enactment
  const message = messageOf(machine, event.message)
  const facts = Object.entries(event.facts).map(([name, value]) => {
    const fact = present(machine.factNamed.get(name), 'an arrival binds declared facts')
    const bound: Bound = {
      value,
      by: event.by,
      principal: event.by,
      turn: '',
      message: event.message,
      at: state.position,
      epoch: enactment.epoch,
    }
    enactment.facts.set(name, bound)
    noteInstant(enactment, name, value)
    return { fact, value: present(branchOf(machine, fact, value), 'it has a branch of its fact') }
  })
  move(enactment, { kind: 'receive', message: message.index, facts })
  enactment.arrived.set(event.message, {
    message: message.index,
    from: event.by,
    sent: event.sent,
    epoch: event.epoch,
    facts: Object.keys(event.facts),
    carries: carriedNames(machine, message),
    at: state.position,
  })
  for (const [role, member] of Object.entries(event.roles ?? {})) {
    const principal = principalOf(state, member)
    giveRole(state, enactment, { role, member, principal, token: 1 })
  }
  for (const role of enactment.machine.form.messages[event.message]?.to ?? []) {
    const holder = enactment.roles.get(role)
    if (holder !== undefined) wake(state, enactment.id, holder.member)
  }
}

/** Another ledger holds a letter of ours. Where it was not bound there, whoever spoke is told. */
export const evolveAcknowledged = (state: FirmState, event: MessageAcknowledged): void => {
  const { by: to, sent, message, outcome, because } = event
  const name = outgoingName({ to, sent, message })
  const letter = state.outbox.get(name)
  state.outbox.delete(name)
  const enactment = state.open.get(event.enactment)
  if (letter === undefined || enactment === undefined) return
  if (outcome === 'bound' || outcome === 'withdrawn' || !state.members.has(letter.speaker)) return
  const text = `${to} did not bind ${message}: ${because ?? 'it came late'}`
  const place = { enactment: enactment.id, member: letter.speaker }
  tell(state, place, { position: state.position, text })
  wake(state, enactment.id, letter.speaker)
}
