/**
 * Intents decided: approved, vetoed, released when their window closes or their hold ends.
 *
 * Invariant 6: no effect at a veto window or above starts before its gate released it. Everything that was
 * judged when the intent was held is judged again on release.
 */
import { isRunning } from '../protocol/machine/index.ts'
import { approverOf, askedBesides } from './approval.ts'
import type { ApproveIntent, PassTime, TrackRecord, VetoIntent } from './command.ts'
import type { FirmEvent, IntentReleased } from './event.ts'
import { contentHash } from './choice.ts'
import { blockingHold } from './hold.ts'
import { judge } from './judge.ts'
import { goneSentence, lapsed } from './lapsing.ts'
import { principalOf } from './role.ts'
import { messageOf } from './send.ts'
import { isSignedBy } from './signature.ts'
import type { FirmState, Intent } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** How often one message of an enactment may be vetoed before it is refused for good. */
const vetoesMax = 3

/** What releasing needs to judge again. */
interface Release {
  readonly at: IntentReleased['at']
  readonly host: string
  readonly by: string
  readonly records: readonly TrackRecord[]
  readonly signature?: string | undefined
}

/** Approves an intent, or verifies it where the gate asks for both; the operator signs. */
export const decideApprove = (state: FirmState, command: ApproveIntent): Verdict => {
  const intent = state.intents.get(command.intent)
  if (intent === undefined) return refuse('no-such-intent', `${command.intent} does not wait`)
  if (!isSignedBy(state, command, { verb: 'approve', what: intentContent(intent) })) {
    return refuse(
      'bad-signature',
      `the approval of ${command.intent} is not signed by ${command.by}`,
    )
  }
  if (intent.gate.kind === 'verified' && intent.verifiedBy === undefined) {
    return verify(state, intent, command)
  }
  const who = approverOf(state, intent)
  if (who !== command.by) return refuse('not-yours', `${command.intent} waits for ${who}`)
  return release(state, intent, command)
}

// The author of a result is never its verifier, compared by principal (invariant 9).
const verify = (state: FirmState, intent: Intent, command: ApproveIntent): Verdict => {
  const { gate } = intent
  const verifier = gate.kind === 'verified' ? gate.verifier : ''
  if (verifier !== command.by)
    return refuse('not-yours', `${intent.id} is first verified by ${verifier}`)
  if (principalOf(state, verifier) === principalOf(state, intent.by)) {
    return refuse(
      'not-yours',
      `${verifier} is the same principal as ${intent.by}, who wants to send it`,
    )
  }
  const { at, host, by } = command
  return accept({ type: 'intent-verified', at, host, intent: intent.id, by })
}

/** Attended time until the veto window of an intent closes, in ms; undefined where it has none. */
export const windowLeftMs = ({ gate, attendedMs }: Intent): number | undefined =>
  gate.kind === 'veto' ? Math.max(0, gate.windowMs - attendedMs) : undefined

/**
 * What an approval signs: the intent with all that it would send, and who has verified it, so that the word of a
 * verifier is not an approval too.
 */
export const intentContent = ({ id, enactment, messages, verifiedBy }: Intent): string =>
  contentHash({
    enactment,
    message: id,
    facts: {
      messages: messages.map((chosen) => contentHash(chosen)),
      ...(verifiedBy === undefined ? {} : { verifiedBy }),
    },
  })

const release = (state: FirmState, intent: Intent, release: Release): Verdict => {
  const judged = rejudge(state, intent, release)
  if (typeof judged === 'string') {
    const { at, host } = release
    return accept(lapsed(intent, { at, host, why: judged }))
  }
  return accept(
    {
      type: 'intent-released',
      at: release.at,
      host: release.host,
      intent: intent.id,
      by: release.by,
      ...(release.signature === undefined ? {} : { signature: release.signature }),
    },
    ...judged,
  )
}

const rejudge = (
  state: FirmState,
  intent: Intent,
  release: Release,
): readonly FirmEvent[] | string => {
  const enactment = state.open.get(intent.enactment)
  const opens = intent.messages[0]?.opens !== undefined
  if (enactment === undefined && !opens) return `${intent.enactment} has ended`
  const member = state.members.get(intent.by)
  if (member === undefined) return goneSentence(intent.by)
  if (member.paused || state.paused) return `${intent.by} is paused`
  const judged = judge(state, {
    member: intent.by,
    enactment: enactment?.id ?? '',
    turn: intent.turn,
    chosen: intent.messages,
    premises: intent.premises,
    verdicts: intent.touches.map((touches) => ({ touches })),
    records: release.records,
    unfenced: false,
    at: release.at,
  })
  if (!judged.ok) return judged.detail
  const { verifiedBy, attendedMs } = intent
  const besides = askedBesides(state, judged.gate, { by: release.by, verifiedBy, attendedMs })
  if (besides !== undefined) return `the charter now asks for ${besides}`
  return judged.events.map((event) =>
    event.type === 'message-sent' ? { ...event, host: release.host, intent: intent.id } : event,
  )
}

/** Vetoes an intent. The third veto of one message refuses it for good, whatever the content. */
export const decideVeto = (state: FirmState, command: VetoIntent): Verdict => {
  const intent = state.intents.get(command.intent)
  if (intent === undefined) return refuse('no-such-intent', `${command.intent} does not wait`)
  if (!state.members.has(command.by)) {
    return refuse('no-such-member', `${command.by} is not a member`)
  }
  const { at, host, by, because } = command
  const enactment = state.open.get(intent.enactment)
  const [first] = intent.messages
  if (first === undefined) return refuse('no-such-intent', `${command.intent} holds no message`)
  const before = enactment?.vetoed.get(first.message)?.length ?? 0
  const refusable =
    enactment !== undefined &&
    isRunning(enactment.course) &&
    isRefusable(enactment.machine, first.message)
  const forGood = refusable && (command.forGood || before + 1 >= vetoesMax)
  return accept({
    type: 'intent-vetoed',
    at,
    host,
    intent: intent.id,
    enactment: intent.enactment,
    message: first.message,
    by,
    because,
    content: contentHash(first),
    forGood,
  })
}

const isRefusable = (machine: Parameters<typeof messageOf>[0], message: string): boolean =>
  messageOf(machine, message).undoes < 0

/** The first intent that time releases: its window closed and may go, or the hold it waited for is over. */
export const dueIntent = (state: FirmState, command: PassTime): readonly FirmEvent[] => {
  for (const intent of state.intents.values()) {
    if (!isDueIntent(state, intent, command)) continue
    const { at, host, records } = command
    return release(state, intent, { at, host, by: 'clock', records }).events
  }
  return []
}

/** An instant, and what has been earned by then. */
export type Moment = Pick<PassTime, 'at' | 'records'>

/** Whether time releases an intent at an instant. While its member or the firm is paused, it waits too. */
export const isDueIntent = (state: FirmState, intent: Intent, moment: Moment): boolean => {
  const { gate, hold, by } = intent
  if (state.paused || state.members.get(by)?.paused === true) return false
  const isOver =
    gate.kind === 'veto' ? gate.goesUnanswered && windowLeftMs(intent) === 0 : hold !== undefined
  return isOver && !isHeldBack(state, intent, moment)
}

// Whichever hold it was that it waited for: another may keep the same paths still by now.
const isHeldBack = (state: FirmState, intent: Intent, { at, records }: Moment): boolean => {
  if (state.holds.length === 0) return false
  const judged = rejudge(state, intent, { at, host: state.host, by: 'clock', records })
  if (typeof judged === 'string') return false
  return blockingHold(state, { member: intent.by, at }, judged) !== undefined
}
