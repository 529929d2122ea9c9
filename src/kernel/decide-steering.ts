/**
 * Steering decided: the operator amends a choice, tells a member something, keeps paths still, orders an
 * erasure. What lets something happen is signed; what stops something is not.
 */
import { later, unreachable } from '../base/index.ts'
import type {
  AmendIntent,
  EndHold,
  FireSchedule,
  ForkFirm,
  NoteObservation,
  ObserveChange,
  OrderErasure,
  TakeHold,
  TellMember,
} from './command.ts'
import { approverAt, approverOf } from './approval.ts'
import { decideVeto } from './decide-intent.ts'
import type { Chosen, FirmEvent, MessageSent } from './event.ts'
import { isGated } from './gate.ts'
import { holdMsMax } from './hold.ts'
import { contentHash, type Judgement } from './choice.ts'
import { judge } from './judge.ts'
import { decideNote, decideObservation } from './observation.ts'
import { principalOf } from './role.ts'
import { decideSchedule } from './schedule.ts'
import { afterLastAct, isSignedBy, isSignedByOperator, unsignedSentence } from './signature.ts'
import type { FirmState, Intent } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** A command by which the operator steers, or the charter that the operator signed. */
type SteeringCommand =
  | AmendIntent
  | TellMember
  | FireSchedule
  | NoteObservation
  | ObserveChange
  | TakeHold
  | EndHold
  | OrderErasure
  | ForkFirm

/** Judges a command of the operator. */
export const decideSteering = (state: FirmState, command: SteeringCommand): Verdict => {
  switch (command.type) {
    case 'amend-intent':
      return decideAmend(state, command)
    case 'tell-member':
      return decideTell(state, command)
    case 'fire-schedule':
      return decideSchedule(state, command)
    case 'note-observation':
      return decideNote(command)
    case 'observe-change':
      return decideObservation(state, command)
    case 'take-hold':
      return decideHold(state, command)
    case 'end-hold':
      return decideEndHold(state, command)
    case 'order-erasure':
      return decideErasure(state, command)
    case 'fork-firm':
      return decideFork(state, command)
    default:
      return unreachable(command)
  }
}

/** What the signature over an amendment covers: the intent, and what is said in its place. */
export const amendedContent = (intent: Intent, facts: Chosen['facts']): string =>
  contentHash({ enactment: intent.enactment, message: intent.id, facts: { instead: facts } })

/** Vetoes a choice and sends the operator's own message in its place, as one. */
const decideAmend = (state: FirmState, command: AmendIntent): Verdict => {
  const { by, facts, because, at, host } = command
  const intent = state.intents.get(command.intent)
  if (intent === undefined) return refuse('no-such-intent', `${command.intent} does not wait`)
  const who = approverOf(state, intent)
  if (who !== by) return refuse('not-yours', `${intent.id} waits for ${who}`)
  const act = { verb: 'amend', what: amendedContent(intent, facts) }
  if (!isSignedBy(state, command, act)) {
    return refuse('bad-signature', `the amendment of ${intent.id} is not signed by ${by}`)
  }
  const [first, ...others] = intent.messages
  if (first === undefined || others.length > 0) {
    return refuse(
      'not-now',
      `${intent.id} holds ${intent.messages.length} messages: veto it instead`,
    )
  }
  const chosen: Chosen = { ...first, facts }
  if (contentHash(chosen) === contentHash(first)) {
    return refuse('nothing-to-do', `that is what ${intent.id} says already: approve it instead`)
  }
  const judged = judgeInPlace(state, intent, { ...command, chosen })
  if (!judged.ok) return refuse('turn-refused', judged.detail)
  if (judged.gate.kind === 'verified') {
    return refuse('not-now', `${first.message} needs ${judged.gate.verifier} to verify it first`)
  }
  const asked = isGated(judged.gate) ? approverAt(state, judged.gate) : by
  if (asked !== by) return refuse('not-yours', `the charter now asks for the approval of ${asked}`)
  const veto = { type: 'veto-intent', intent: intent.id, by, because, forGood: false } as const
  const vetoed = decideVeto(state, { ...veto, at, host })
  if (!vetoed.ok) return vetoed
  // The third veto of a message refuses it for good, and then nothing can be sent in its place.
  const withdrawn = vetoed.events.map((event) =>
    event.type === 'intent-vetoed' ? { ...event, forGood: false } : event,
  )
  return accept(...withdrawn, ...judged.events.map((event) => saidBy(state, event, { by, intent })))
}

// The operator speaks in the place of who chose, so the menu is theirs and the principal the operator's.
const judgeInPlace = (
  state: FirmState,
  intent: Intent,
  amended: AmendIntent & { readonly chosen: Chosen },
): Judgement => {
  const members = new Map(state.members)
  const member = members.get(intent.by)
  if (member !== undefined) members.set(intent.by, { ...member, takenOverBy: amended.by })
  return judge(
    { ...state, members },
    {
      member: intent.by,
      enactment: state.open.has(intent.enactment) ? intent.enactment : '',
      turn: '',
      chosen: [amended.chosen],
      premises: [],
      verdicts: [amended.verdict],
      records: amended.records,
      unfenced: false,
      at: amended.at,
    },
  )
}

const saidBy = (
  state: FirmState,
  event: FirmEvent,
  { by, intent }: { readonly by: string; readonly intent: Intent },
): FirmEvent => {
  if (event.type !== 'message-sent') return event
  // In a role set each member has its own part, so the operator's word stands in the place of the member's.
  const isOfSet = [...(state.open.get(event.enactment)?.sets.values() ?? [])].some(({ members }) =>
    members.includes(intent.by),
  )
  const sent: MessageSent = { ...event, intent: intent.id, principal: principalOf(state, by) }
  return isOfSet ? sent : { ...sent, by }
}

/** Tells a member something that its next turns begin with. */
const decideTell = (state: FirmState, command: TellMember): Verdict => {
  const { at, host, by, member, enactment, text } = command
  if (!state.members.has(member)) return refuse('no-such-member', `${member} is not a member`)
  if (enactment !== '' && !state.open.has(enactment)) {
    return refuse('no-such-enactment', `${enactment} is not open`)
  }
  const where = workOf(state, member).filter((id) => enactment === '' || id === enactment)
  if (where.length === 0) {
    const place = enactment === '' ? 'no open work' : `no role in ${enactment}`
    return refuse('nothing-to-do', `${member} has ${place}, so there is no turn to be told in`)
  }
  return accept({ type: 'member-told', at, host, by, member, enactments: where, text })
}

// Wherever its turns came to nothing is its work too, the lobby among it.
const workOf = (state: FirmState, member: string): readonly string[] => [
  ...(state.tries.get('')?.has(member) === true ? [''] : []),
  ...[...state.open.values()].flatMap(({ id, roles, sets }) => {
    const holds = [...roles.values()].some((holder) => holder.member === member)
    const isIn = [...sets.values()].some(({ members }) => members.includes(member))
    const tried = state.tries.get(id)?.has(member) === true
    return holds || isIn || tried ? [id] : []
  }),
]

/** Keeps standing paths as they are, for minutes at most. */
const decideHold = (state: FirmState, command: TakeHold): Verdict => {
  const { at, host, by, paths, forMs } = command
  if (!state.members.has(by)) return refuse('no-such-member', `${by} is not a member`)
  if (!Number.isSafeInteger(forMs) || forMs <= 0 || forMs > holdMsMax) {
    return refuse('not-now', `a hold lasts up to ${holdMsMax / 60_000} minutes, not ${forMs} ms`)
  }
  const hold = `h${state.position + 1}`
  return accept({ type: 'hold-taken', at, host, hold, member: by, paths, until: later(at, forMs) })
}

/** Lets go of a hold before its time. */
const decideEndHold = (state: FirmState, command: EndHold): Verdict => {
  const { at, host } = command
  const found = state.holds.find(({ id }) => id === command.hold)
  if (found === undefined) return refuse('nothing-to-do', `there is no hold ${command.hold}`)
  const { id: hold, member, paths, until } = found
  return accept({ type: 'hold-ended', at, host, hold, member, paths, until })
}

/** Orders what is personal about somebody to be erased; the ledger names nobody, only what was signed. */
const decideErasure = (state: FirmState, command: OrderErasure): Verdict => {
  const { at, host, by, what, signature } = command
  if (!isSignedByOperator(state, command, { verb: 'erase', what: afterLastAct(state, what) })) {
    return refuse('bad-signature', unsignedSentence(state, 'the erasure', by))
  }
  return accept({
    type: 'erasure-ordered',
    at,
    host,
    by,
    what,
    ...(signature === undefined ? {} : { signature }),
  })
}

/** Begins a life of its own for a copy of a firm: under another name, without effects. */
const decideFork = (state: FirmState, command: ForkFirm): Verdict => {
  const { at, host, firm, position, hash } = command
  if (firm === state.name) {
    return refuse('nothing-to-do', `a fork has a name of its own, not ${firm} again`)
  }
  return accept({ type: 'firm-forked', at, host, firm, from: state.name, position, hash })
}
