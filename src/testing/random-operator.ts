/** An operator who does anything they may, by seed: decides intents, steers members and work, changes the charter. */
import type { Random } from '../base/index.ts'
import type { Host, Request } from '../host/index.ts'
import {
  afterLastAct,
  amendedContent,
  type CharterForm,
  charterHash,
  type Intent,
  intentContent,
  type SignedAct,
} from '../kernel/index.ts'
import { testOperator } from './test-operator.ts'

/** One move, or none where it finds nothing to move. */
export const randomMove = (random: Random, host: Host): Request | undefined =>
  random.pick(moves)({ random, host })

interface Seat {
  readonly random: Random
  readonly host: Host
}

type Move = (seat: Seat) => Request | undefined

const by = 'boss'
const because = 'chance'
const firm = 'acme'

const sign = (act: SignedAct): string => testOperator().sign(firm, act)

const intentOf = ({ random, host: { state } }: Seat): Intent | undefined =>
  state.intents.size === 0 ? undefined : random.pick([...state.intents.values()])

const workOf = ({ random, host: { state } }: Seat): string | undefined =>
  state.open.size === 0 ? undefined : random.pick([...state.open.keys()])

const memberOf = ({ random }: Seat): string => random.pick(['eve', 'bob', 'rob', 'lea'])

const approve: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const signature = sign({ verb: 'approve', what: intentContent(intent) })
  return { type: 'approve-intent', intent: intent.id, by, signature, records: [] }
}

const veto: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const forGood = seat.random.integer(2) === 0
  return { type: 'veto-intent', intent: intent.id, by, because, forGood }
}

const amend: Move = (seat) => {
  const intent = intentOf(seat)
  if (intent === undefined) return undefined
  const facts = { ...intent.messages[0]?.facts, note: seat.random.integer(3) }
  const signature = sign({ verb: 'amend', what: amendedContent(intent, facts) })
  const said = { facts, because, verdict: {}, records: [] }
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

const takeOver: Move = (seat) => {
  const { state } = seat.host
  const member = memberOf(seat)
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
    policy:
      random.integer(2) === 0
        ? []
        : [{ protocol: 'change', message: 'merge', gate: { kind: 'approval', who: by } }],
    budgets: [{ name: 'turns', unit: 'turns', limit: 120 + random.integer(100), per: 'ever' }],
  }
  const signature = sign({ verb: 'apply', what: afterLastAct(state, charterHash(charter)) })
  return { type: 'adopt-charter', charter, by, signature }
}

/** Each move, as often as an operator makes it beside the others. */
const habits: readonly (readonly [times: number, move: Move])[] = [
  [5, approve],
  [2, veto],
  [1, amend],
  [1, cancel],
  [2, pauseAll],
  [2, pauseOne],
  [1, giveRole],
  [2, takeOver],
  [1, liftLease],
  [2, hold],
  [1, tell],
  [1, note],
  [1, changeCharter],
]

const moves: readonly Move[] = habits.flatMap(([times, move]) =>
  Array.from({ length: times }, () => move),
)
