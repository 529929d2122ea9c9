/** An operator who does anything they may, by seed: decides intents, steers members and work, changes the charter. */
import { findOut, type Host, type Request } from '../host/index.ts'
import {
  afterLastAct,
  amendedContent,
  type CharterForm,
  charterHash,
  type Intent,
  intentContent,
  type SignedAct,
} from '../kernel/index.ts'
import { handMove } from './random-hand.ts'
import { type RandomWorld, randomFacts } from './random-mind.ts'
import { randomPolicy } from './random-policy.ts'
import { testOperator } from './test-operator.ts'

/** One move, or none where it finds nothing to move. */
export const randomMove = async (world: OperatorWorld, host: Host): Promise<Request | undefined> =>
  await world.random.pick(world.isHandsOn ? handsOnMoves : usualMoves)({ ...world, host })

/** The world of an operator, and what kind of operator it is. */
export interface OperatorWorld extends RandomWorld {
  readonly isHandsOn: boolean
}

interface Seat extends RandomWorld {
  readonly host: Host
}

type Move = (seat: Seat) => Request | undefined | Promise<Request | undefined>

const by = 'boss'
const because = 'chance'
const firm = 'acme'

const sign = (act: SignedAct): string => testOperator().sign(firm, act)

const intentOf = ({ random, host: { state } }: Seat): Intent | undefined =>
  state.intents.size === 0 ? undefined : random.pick([...state.intents.values()])

const workOf = ({ random, host: { state } }: Seat): string | undefined =>
  state.open.size === 0 ? undefined : random.pick([...state.open.keys()])

const memberOf = ({ random }: Seat): string => random.pick(['eve', 'bob', 'rob', 'lea'])

// The operator, or whomever the gate names: they have no keys, so that the host answers for them.
const approve: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const { gate } = intent
  const named = 'who' in gate && gate.who !== 'operator' ? [gate.who] : []
  const verifiers = gate.kind === 'verified' ? [gate.verifier] : []
  const who = seat.random.pick([by, ...named, ...verifiers])
  const signature = sign({ verb: 'approve', what: intentContent(intent) })
  const records = seat.host.options.recollection.records()
  return { type: 'approve-intent', intent: intent.id, by: who, signature, records }
}

const attend: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const attendedMs = { [intent.id]: 1 + seat.random.integer(8_000) }
  const records = seat.host.options.recollection.records()
  return { type: 'pass-time', attendedMs, records }
}

const veto: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const forGood = seat.random.integer(2) === 0
  return { type: 'veto-intent', intent: intent.id, by, because, forGood }
}

const amend: Move = async (seat) => {
  const intent = intentOf(seat)
  const [first] = intent?.messages ?? []
  if (intent === undefined || first === undefined) return undefined
  const { options, state } = seat.host
  const opens = seat.charter.protocols[first.opens ?? '']
  const form = opens ?? state.open.get(first.enactment)?.machine.form
  if (form === undefined) return undefined
  const names = Object.keys(first.facts).filter((name) => !form.key.includes(name))
  const fresh = randomFacts(seat, form, { message: first.message, names })
  const chooser = { member: intent.by, enactment: intent.enactment }
  const chosen = { ...first, facts: { ...first.facts, ...fresh } }
  const found = await findOut(options, state, { chooser, chosen })
  const { facts } = found.chosen
  const signature = sign({ verb: 'amend', what: amendedContent(intent, facts) })
  const said = { facts, because, verdict: found.verdict, records: options.recollection.records() }
  return { type: 'amend-intent', intent: intent.id, by, signature, ...said }
}

const cancel: Move = (seat) => {
  const enactment = workOf(seat)
  if (enactment === undefined) return undefined
  return { type: 'end-enactment', enactment, as: 'cancelled', by, because }
}

const pauseAll: Move = ({ host: { state } }) => ({
  type: state.paused ? 'resume-member' : 'pause-member',
  member: '',
  by,
  because,
})

const pauseOne: Move = (seat) => {
  const member = memberOf(seat)
  const isPaused = seat.host.state.members.get(member)?.paused === true
  return { type: isPaused ? 'resume-member' : 'pause-member', member, by, because }
}

const giveRole: Move = (seat) => {
  const enactment = workOf(seat)
  const roles = [...(seat.host.state.open.get(enactment ?? '')?.roles.keys() ?? [])]
  if (enactment === undefined || roles.length === 0) return undefined
  const role = seat.random.pick(roles)
  return { type: 'assign-role', enactment, role, member: memberOf(seat), by, because }
}

// Who has written what is still to be judged is taken over, or who is to judge it.
const writerOf = (seat: Seat): string => {
  const held = [...seat.host.state.open.values()]
    .filter(({ machine, sent }) => machine.form.distinct.length > 0 && sent.size > 1)
    .flatMap(({ roles }) => [...roles.values()].map((holder) => holder.member))
    .filter((member) => member !== by)
  return held.length === 0 ? memberOf(seat) : seat.random.pick(held)
}

const takeOver: Move = (seat) => {
  const { state } = seat.host
  const member = seat.random.integer(3) === 0 ? memberOf(seat) : writerOf(seat)
  if (state.members.get(member)?.takenOverBy !== undefined) {
    return { type: 'end-takeover', member, by }
  }
  const signature = sign({ verb: 'takeover', what: afterLastAct(state, member) })
  return { type: 'begin-takeover', member, by, signature }
}

const liftLease: Move = (seat) => {
  const enactment = workOf(seat)
  return enactment === undefined ? undefined : { type: 'lift-lease', enactment, by, because }
}

const hold: Move = ({ random, host: { state } }) => {
  const [first] = state.holds
  if (first !== undefined && random.integer(2) === 0) return { type: 'end-hold', hold: first.id }
  return { type: 'take-hold', by, paths: ['answer/names'], forMs: 1 + random.integer(60_000) }
}

const retract: Move = (seat) => {
  const enactment = workOf(seat)
  const facts = [...(seat.host.state.open.get(enactment ?? '')?.facts.keys() ?? [])]
  if (enactment === undefined || facts.length === 0) return undefined
  const [fact = '', member] = seat.random.pick(facts).split('@')
  const place = member === undefined ? {} : { member }
  return { type: 'retract-fact', enactment, fact, ...place, by, because }
}

const tell: Move = (seat) => {
  const enactment = seat.random.integer(2) === 0 ? '' : (workOf(seat) ?? '')
  return { type: 'tell-member', by, member: memberOf(seat), enactment, text: 'look again' }
}

const note: Move = ({ random }) => ({
  type: 'note-observation',
  by,
  about: random.pick(['names', 'colours']),
  text: 'seen',
  data: null,
})

/** The same company under another policy; what is open goes on, and may find other gates. */
const changeCharter: Move = ({ random, host: { state } }) => {
  if (state.charter === undefined) return undefined
  const charter: CharterForm = {
    ...state.charter,
    policy: randomPolicy(random, state.charter.protocols),
    budgets: [{ name: 'turns', unit: 'turns', limit: 120 + random.integer(100), per: 'ever' }],
  }
  const signature = sign({ verb: 'apply', what: afterLastAct(state, charterHash(charter)) })
  return { type: 'adopt-charter', charter, by, signature }
}

type Habits = readonly (readonly [times: number, move: Move])[]

/** Each move, as often as an operator makes it beside the others. */
const usual: Habits = [
  [6, approve],
  [3, attend],
  [2, veto],
  [2, amend],
  [1, cancel],
  [2, pauseAll],
  [2, pauseOne],
  [1, giveRole],
  [1, takeOver],
  [2, handMove],
  [1, retract],
  [1, liftLease],
  [2, hold],
  [1, tell],
  [1, note],
  [1, changeCharter],
]

/** Of an operator who would rather do everything in another's place. */
const handsOn: Habits = [
  [3, takeOver],
  [6, handMove],
  [1, approve],
  [1, giveRole],
]

const movesOf = (habits: Habits): readonly Move[] =>
  habits.flatMap(([times, move]) => Array.from({ length: times }, () => move))

const usualMoves = movesOf(usual)
const handsOnMoves = movesOf(handsOn)
