/** Invariant 6: whether a message, with an effect or without, had passed the gate that the charter's policy puts before it. */
import { encodeCanonical, type Json } from '../../base/index.ts'
import { clockName, type GateForm, type MessageSent } from '../../kernel/index.ts'
import type { Account, IntentAccount } from './account.ts'
import { type Finding, findings } from './breach.ts'
import { amendedIntent } from './intent.ts'
import { partsIn, plannedFacts } from './parts.ts'
import { type Asked, isFree, verdictsOn } from './policy.ts'
import { isOperatorsHand, operatorOf, principalIn } from './principal.ts'
import { reader, type Work } from './work.ts'

/** What was wrong with letting a message go. */
export const judgeGate = (account: Account, event: MessageSent): readonly Finding[] => [
  ...judgePause(account, event),
  ...judgeRelease(account, event),
]

// A pause covers everybody but the operator, in whose own hands the firm then is.
const judgePause = (account: Account, event: MessageSent): readonly Finding[] => {
  const { effect, by, intent } = event
  const isPaused = account.paused.has('') || account.paused.has(by)
  const isOwn = intent === undefined ? isByOwnHand(account, event) : isAmended(account, event)
  return effect !== undefined && isPaused && !isOwn ? findings(6, `${by} acted while paused`) : []
}

const isAmended = (account: Account, event: MessageSent): boolean =>
  amendedIntent(account, event) !== undefined

const judgeRelease = (account: Account, event: MessageSent): readonly Finding[] => {
  const { message, by, facts } = event
  const work = account.works.get(event.enactment)
  // No gate stands before the clock.
  if (work === undefined || by === clockName) return []
  const planned = plannedFacts(account, work)
  if (planned !== undefined) return judgePart(work, event, planned)
  const intent = account.intents.get(event.intent ?? '')
  const wrong = intent === undefined ? [] : misuse(account, event, intent)
  const own: Asked = {
    form: work.form,
    message,
    read: reader(work, by, facts),
    holderOf: (role) => work.roles.get(role),
  }
  const kept = [own, ...partsIn(account, work, { message, facts })].flatMap((asked) => {
    const gates = verdictsOn(account, asked)
    if (gates.some((gate) => lets(account, event, gate))) return []
    return [`${asked.message} by ${by} waits for ${gates[0]?.kind}, and nobody let it go`]
  })
  return findings(6, ...wrong, ...kept)
}

// What was split off was judged with the message that listed it, so it is what that said and nothing else.
const judgePart = (work: Work, event: MessageSent, planned: Json): readonly Finding[] =>
  encodeCanonical(planned) === encodeCanonical(event.facts)
    ? []
    : findings(6, `${work.opened.enactment} is another part than was planned`)

// An intent lets go of what it holds, once each, and nothing else.
const misuse = (account: Account, event: MessageSent, intent: IntentAccount): readonly string[] => {
  const { messages } = intent.held
  const isHeld = messages.some(
    ({ message, facts }) =>
      message === event.message && encodeCanonical(facts) === encodeCanonical(event.facts),
  )
  const isOther = isAmended(account, event)
  return [
    ...(isHeld || isOther ? [] : [`${event.intent} does not hold ${event.message} as it was sent`]),
    ...(intent.sentCount < messages.length ? [] : [`${event.intent} was released twice`]),
    ...(intent.releasedBy !== undefined || isOther ? [] : [`${event.intent} was not released`]),
  ]
}

const lets = (account: Account, event: MessageSent, gate: GateForm): boolean => {
  if (isFree(gate)) return true
  if (gate.kind === 'forbid') return false
  const intent = account.intents.get(event.intent ?? '')
  if (intent === undefined) return gate.kind !== 'verified' && isByOwnHand(account, event)
  if (intent.vetoedBy !== undefined) {
    return gate.kind !== 'verified' && intent.vetoedBy === approverFor(account, gate)
  }
  return isReleased(account, intent, gate)
}

const isReleased = (account: Account, intent: IntentAccount, gate: GateForm): boolean => {
  const { releasedBy, verifiedBy, attendedMs, held } = intent
  if (gate.kind === 'veto' && releasedBy === clockName) {
    return gate.goesUnanswered && attendedMs >= gate.windowMs
  }
  if (gate.kind === 'verified') {
    if (verifiedBy !== gate.verifier) return false
    if (principalIn(account, verifiedBy) === principalIn(account, held.by)) return false
  }
  return releasedBy === approverFor(account, gate)
}

/** Who may let a message go that waits at this gate. */
const approverFor = (account: Account, gate: GateForm): string => {
  const who = 'who' in gate ? gate.who : 'operator'
  return who === 'operator' ? operatorOf(account) : who
}

// What the operator does with their own hands, in no turn, needs nobody's approval.
const isByOwnHand = (account: Account, { turn, by }: MessageSent): boolean =>
  turn === undefined && isOperatorsHand(account, by)
