/** The firm decided: founded, hosted, chartered, paused, taken over; roles, leases and endings by hand. */
import { hashOfJson, type Json, present } from '../base/index.ts'
import { canCancel } from '../protocol/machine/index.ts'
import type {
  AdoptCharter,
  AssignRole,
  ChangeTakeover,
  EndEnactment,
  FoundFirm,
  LiftLease,
  PassTime,
  PauseMember,
  StartHost,
} from './command.ts'
import { dueIntent } from './decide-intent.ts'
import { nextAlarm } from './due.ts'
import type { FirmEvent } from './event.ts'
import { apartMistakes } from './charter/rules/apart-rules.ts'
import { lostGrounds } from './charter/rules/open-work-rules.ts'
import { heldBy } from './lease.ts'
import { mayHold } from './role.ts'
import { afterLastAct, isSignedByOperator, unsignedSentence } from './signature.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** The first event of a firm. */
export const decideFound = (state: FirmState, command: FoundFirm): Verdict => {
  if (state.name !== '') return refuse('already-founded', `the firm ${state.name} exists here`)
  const { at, host, firm, operatorKey } = command
  return accept({ type: 'firm-founded', at, host, format: 1, firm, operatorKey })
}

/** A host takes over: turns of the earlier one are abandoned, their members woken. */
export const decideStartHost = (state: FirmState, command: StartHost): Verdict => {
  const { at, host, process } = command
  const abandoned: FirmEvent[] = [...state.turns.keys()].map((turn) => ({
    type: 'turn-ended',
    at,
    host,
    turn,
    how: 'abandoned',
    why: 'its host ended',
    use: { ms: 0 },
  }))
  return accept({ type: 'host-started', at, host, process }, ...abandoned)
}

/** Adopts a charter, or returns to an earlier one; the operator signs its hash. */
export const decideAdopt = (state: FirmState, command: AdoptCharter): Verdict => {
  const { at, host, charter, by, signature, rollsBackTo } = command
  const verb = rollsBackTo === undefined ? 'apply' : 'rollback'
  if (
    !isSignedByOperator(state, command, { verb, what: afterLastAct(state, charterHash(charter)) })
  ) {
    return refuse('bad-signature', unsignedSentence(state, 'the charter', by))
  }
  const operators = Object.values(charter.members).filter(({ roles }) => roles.includes('operator'))
  if (operators.length !== 1) {
    return refuse('bad-charter', `a charter names one operator; this one names ${operators.length}`)
  }
  const [mistake] = [...apartMistakes(charter), ...lostGrounds(state, charter)]
  if (mistake !== undefined) {
    return refuse('bad-charter', `${mistake.place}: ${mistake.sentence}. ${mistake.mend}`)
  }
  return accept({
    type: 'charter-adopted',
    at,
    host,
    version: state.charterVersion + 1,
    charter,
    by,
    ...(rollsBackTo === undefined ? {} : { rollsBackTo }),
    ...(signature === undefined ? {} : { signature }),
  })
}

/** What the signature over a charter covers. */
export const charterHash = (charter: AdoptCharter['charter']): string =>
  // A charter form is JSON by construction; its interfaces only lack an index signature.
  hashOfJson(charter as unknown as Json)

/** Ends an enactment from outside. Once an irreversible effect has started there is no cancel. */
export const decideEnd = (state: FirmState, command: EndEnactment): Verdict => {
  const enactment = state.open.get(command.enactment)
  if (enactment === undefined) {
    return refuse('no-such-enactment', `${command.enactment} is not open`)
  }
  const { course, machine } = enactment
  if (course.ending !== 0) return refuse('not-now', `${enactment.id} is ending already`)
  if (course.delegated) {
    return refuse(
      'not-now',
      `${enactment.id} goes on in a round: cancel ${[...enactment.children].join(', ')}`,
    )
  }
  if (!canCancel(machine, course)) {
    return refuse('not-now', `an irreversible effect of ${enactment.id} has started`)
  }
  const { at, host, as, by, because } = command
  return accept({ type: 'ending-begun', at, host, enactment: enactment.id, as, by, because })
}

/** Pauses or resumes a member, or the whole firm. */
export const decidePause = (state: FirmState, command: PauseMember): Verdict => {
  const { at, host, member, by, because, type } = command
  if (member !== '' && !state.members.has(member)) {
    return refuse('no-such-member', `${member} is not a member`)
  }
  const paused = member === '' ? state.paused : state.members.get(member)?.paused === true
  const wanted = type === 'pause-member'
  if (paused === wanted) {
    return refuse('nothing-to-do', `${member || 'the firm'} is ${paused ? 'paused' : 'at work'}`)
  }
  return accept({
    type: wanted ? 'member-paused' : 'member-resumed',
    at,
    host,
    member,
    by,
    because,
  })
}

/** A person acts in a member's place, or gives the place back. */
export const decideTakeover = (state: FirmState, command: ChangeTakeover): Verdict => {
  const { at, host, member, by, signature, type } = command
  const known = state.members.get(member)
  if (known === undefined) return refuse('no-such-member', `${member} is not a member`)
  const begins = type === 'begin-takeover'
  if (begins === (known.takenOverBy !== undefined)) {
    return refuse('nothing-to-do', `${member} is ${begins ? '' : 'not '}taken over`)
  }
  const act = { verb: 'takeover', what: afterLastAct(state, member) }
  if (begins && !isSignedByOperator(state, command, act)) {
    return refuse('bad-signature', unsignedSentence(state, `the takeover of ${member}`, by))
  }
  return accept({
    type: begins ? 'takeover-begun' : 'takeover-ended',
    at,
    host,
    member,
    by,
    ...(signature === undefined ? {} : { signature }),
  })
}

/** Gives a role to another member: the old holder's token is worth nothing from here on. */
export const decideAssign = (state: FirmState, command: AssignRole): Verdict => {
  const enactment = state.open.get(command.enactment)
  if (enactment === undefined) {
    return refuse('no-such-enactment', `${command.enactment} is not open`)
  }
  const { at, host, role, member, because } = command
  const firm = enactment.apart?.[role]
  if (firm !== undefined)
    return refuse('not-yours', `${role} of ${enactment.id} is held by ${firm}`)
  const roles = new Map(enactment.roles)
  roles.delete(role)
  if (!mayHold(state, { ...enactment, roles }, { role, member })) {
    return refuse('not-now', `${member} may not be ${role} in ${enactment.id}`)
  }
  const token = (enactment.roles.get(role)?.token ?? 0) + 1
  const { id } = enactment
  return accept({ type: 'role-assigned', at, host, enactment: id, role, member, token, because })
}

/** Takes a lease away from who holds it. */
export const decideLift = (state: FirmState, command: LiftLease): Verdict => {
  const enactment = state.open.get(command.enactment)
  if (enactment === undefined) {
    return refuse('no-such-enactment', `${command.enactment} is not open`)
  }
  const resources = heldBy(state, enactment.root)
  if (resources.length === 0) return refuse('nothing-to-do', `${enactment.id} holds nothing`)
  const { at, host, by, because } = command
  return accept({ type: 'lease-lifted', at, host, enactment: enactment.id, resources, by, because })
}

/**
 * Time passed: the first of what is due, since it may change what follows; the host asks until nothing is.
 * Instants go by instant, then by enactment; then holds, then intents.
 */
export const decideTime = (state: FirmState, command: PassTime): Verdict => {
  const { at, host } = command
  const passed = instantPassed(state, { at, host })
  const ended: FirmEvent[] = state.holds
    .filter((hold) => hold.until <= at)
    .map(({ id: hold, member, paths, until }) => ({
      type: 'hold-ended',
      at,
      host,
      hold,
      member,
      paths,
      until,
    }))
  const seen = attended(state, command)
  if (seen.length > 0) return accept(...seen)
  const next = passed ?? ended[0]
  if (next !== undefined) return accept(next)
  const released = dueIntent(state, command)
  return released.length === 0 ? refuse('nothing-to-do', 'nothing is due') : accept(...released)
}

// Overdue instants pass one by one, by instant, then by the name of their enactment.
const instantPassed = (
  state: FirmState,
  { at, host }: Pick<PassTime, 'at' | 'host'>,
): FirmEvent | undefined => {
  const alarm = nextAlarm(state)
  if (alarm === undefined || alarm.instant > at) return undefined
  const { enactment, instant } = alarm
  const due = [...(state.open.get(enactment)?.due ?? [])]
  const [fact] = present(
    due.find((one) => one[1] === instant),
    'an alarm is an instant of its enactment',
  )
  return { type: 'instant-passed', at, host, enactment, fact }
}

// Attention is counted once: the host sends what has come since it last asked.
const attended = (state: FirmState, command: PassTime): readonly FirmEvent[] => {
  const { at, host } = command
  return Object.entries(command.attendedMs)
    .filter(([intent, ms]) => ms > 0 && state.intents.get(intent)?.gate.kind === 'veto')
    .map(([intent, ms]) => ({ type: 'intent-attended', at, host, intent, ms }))
}
