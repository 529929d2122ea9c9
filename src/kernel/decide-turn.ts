/** Turns decided: opened on a snapshot, committed as a whole or refused, passed, held at a gate. */
import { type Instant, later } from '../base/index.ts'
import type { ActAsMember, CommitTurn, EndTurn, OpenTurn } from './command.ts'
import type { Enactment } from './enactment.ts'
import type { Chosen, FirmEvent, HoldChanged, IntentHeld, Premise, TurnOpened } from './event.ts'
import { spentBudget } from './budget.ts'
import { isGated } from './gate.ts'
import { blockingHold, holdMsMax } from './hold.ts'
import type { Choice, Judgement } from './choice.ts'
import { judge } from './judge.ts'
import { goneSentence } from './lapsing.ts'
import { menuIn, openingsOf } from './menu.ts'
import { holdsRole } from './role.ts'
import { factReader } from './send.ts'
import { givenPremises, versionOf, withNoted } from './standing.ts'
import type { FirmState, OpenTurnState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** After so many refusals for a broken premise the next turn takes a hold. */
const refusalsBeforeHold = 2

/** Opens a turn: what the member is given, and what it may cost. */
export const decideOpenTurn = (state: FirmState, command: OpenTurn): Verdict => {
  const { member, enactment: name, at, host } = command
  const known = state.members.get(member)
  if (known === undefined) return refuse('no-such-member', `${member} is not a member`)
  if (known.paused || state.paused) return refuse('member-paused', `${member} is paused`)
  if (known.takenOverBy !== undefined) {
    return refuse('member-paused', `${member} is taken over by ${known.takenOverBy}`)
  }
  const enactment = state.open.get(name)
  if (name !== '' && enactment === undefined) {
    return refuse('no-such-enactment', `${name} is not open`)
  }
  for (const turn of state.turns.values()) {
    if (turn.member === member && turn.enactment === name) {
      return refuse('turn-open', `${member} has a turn open there: ${turn.id}`)
    }
  }
  const atOnce = state.charter?.members[member]?.turnsAtOnce ?? 1
  if (known.openTurns >= atOnce) {
    return refuse('turn-open', `${member} takes ${atOnce} turns at once, and has as many open`)
  }
  const budget = spentBudget(state, member, at)
  if (budget !== undefined) {
    return refuse(
      'budget-spent',
      `the budget ${budget.name} of ${budget.limit} ${budget.unit} is spent`,
    )
  }
  const menu =
    enactment === undefined ? openingsOf(state, member) : menuIn(state, enactment, member)
  const role = menu[0]?.role
  if (role === undefined) return refuse('nothing-to-do', `${member} has nothing on its menu there`)
  const opened = turnOpened(state, { member, enactment: name, role, at, host })
  const hold = enactment === undefined ? undefined : holdFor(enactment, opened)
  return hold === undefined ? accept(opened) : accept(opened, hold)
}

const turnOpened = (
  state: FirmState,
  turn: Pick<TurnOpened, 'member' | 'enactment' | 'role' | 'at'> & { readonly host: string },
): TurnOpened => {
  const enactment = state.open.get(turn.enactment)
  return {
    type: 'turn-opened',
    ...turn,
    turn: `t${state.turnCount + 1}`,
    premises: enactment === undefined ? [] : givenIn(state, enactment, turn.member),
    attempt: 1 + (enactment?.refusals.get(turn.member) ?? 0),
  }
}

const givenIn = (state: FirmState, enactment: Enactment, member: string): readonly Premise[] =>
  givenPremises(state, enactment.machine.form.under, factReader(enactment, member))

const holdFor = (enactment: Enactment, opened: TurnOpened): HoldChanged | undefined => {
  const refusals = enactment.refusals.get(opened.member) ?? 0
  if (refusals < refusalsBeforeHold || opened.premises.length === 0) return undefined
  return {
    type: 'hold-taken',
    at: opened.at,
    hold: opened.turn,
    member: opened.member,
    paths: opened.premises.map((premise) => premise.path),
    until: later(opened.at, holdMsMax),
  }
}

/** Commits a turn: all of its messages, or an intent, or a refusal that stands in the ledger. */
export const decideCommitTurn = (state: FirmState, command: CommitTurn): Verdict => {
  const turn = state.turns.get(command.turn)
  if (turn === undefined) return refuse('no-such-turn', `${command.turn} is not open`)
  const premises = withNoted(
    [...turn.premises, ...citedPremises(state, turn, command.cites)],
    command.noted,
  )
  const choice: Choice = {
    member: turn.member,
    enactment: turn.enactment,
    turn: turn.id,
    premises,
    ...pick(command),
  }
  const lost = roleLost(state, turn)
  const judged = lost ?? judge(state, choice)
  if (!judged.ok) return refusedTurn(judged, turn, command)
  const held = waitsFor(state, choice, judged)
  const { at, host, use } = command
  const ended = (how: 'sent' | 'held'): FirmEvent => ({
    type: 'turn-ended',
    at,
    host,
    turn: turn.id,
    how,
    use,
  })
  const freed = endHold(state, turn, at)
  if (held === undefined) return accept(...judged.events, ended('sent'), ...freed)
  return accept(intentHeld(state, { choice, turn, ...held }), ended('held'), ...freed)
}

const pick = (
  command: CommitTurn,
): Pick<Choice, 'chosen' | 'verdicts' | 'records' | 'unfenced' | 'at'> => ({
  chosen: command.chosen,
  verdicts: command.verdicts,
  records: command.records,
  unfenced: command.unfenced,
  at: command.at,
})

const citedPremises = (
  state: FirmState,
  turn: OpenTurnState,
  cites: readonly string[],
): readonly Premise[] =>
  cites.flatMap((path) => {
    // A fact that changed after the turn's snapshot is cited as it stood then.
    const fact = state.standing.get(path)
    if (fact !== undefined && fact.at > turn.position) return [{ path, version: fact.version - 1 }]
    return [{ path, version: versionOf(state, path) }]
  })

/**
 * Whether a turn could commit nothing now: its work has ended, its member is gone, paused or taken over, or its role
 * is another's.
 */
export const isTurnLost = (state: FirmState, turn: OpenTurnState): boolean =>
  roleLost(state, turn) !== undefined

const roleLost = (
  state: FirmState,
  turn: OpenTurnState,
): Extract<Judgement, { ok: false }> | undefined => {
  const member = state.members.get(turn.member)
  const because = (why: 'member-paused' | 'role-lost', detail: string) =>
    ({ ok: false, why, message: '', detail, broken: [], facts: {} }) as const
  if (member === undefined) return because('role-lost', goneSentence(turn.member))
  if (member.paused || state.paused) return because('member-paused', `${turn.member} is paused`)
  if (member.takenOverBy !== undefined) {
    return because('role-lost', `${turn.member} is taken over by ${member.takenOverBy}`)
  }
  const enactment = state.open.get(turn.enactment)
  if (turn.enactment === '') return undefined
  if (enactment === undefined) return because('role-lost', `${turn.enactment} has ended`)
  return holdsRole(enactment, turn)
    ? undefined
    : because('role-lost', `${turn.member} no longer holds ${turn.role} in ${turn.enactment}`)
}

const refusedTurn = (
  judged: Extract<Judgement, { readonly ok: false }>,
  turn: OpenTurnState,
  command: CommitTurn,
): Verdict => ({
  ok: false,
  why: 'turn-refused',
  message: judged.detail,
  events: [
    {
      type: 'turn-refused',
      at: command.at,
      host: command.host,
      turn: turn.id,
      enactment: turn.enactment,
      by: turn.member,
      why: judged.why,
      message: judged.message,
      detail: judged.detail,
      broken: judged.broken,
      facts: judged.facts,
      use: command.use,
    },
  ],
})

const endHold = (state: FirmState, turn: OpenTurnState, at: Instant): readonly HoldChanged[] =>
  state.holds
    .filter((hold) => hold.id === turn.id)
    .map(({ id: hold, member, paths, until }) => ({
      type: 'hold-ended',
      at,
      hold,
      member,
      paths,
      until,
    }))

/** What a judged choice waits for: its gate, or another's hold. */
interface Waiting {
  readonly gate: IntentHeld['gate']
  readonly hold?: string
}

const waitsFor = (
  state: FirmState,
  choice: Choice,
  judged: Extract<Judgement, { readonly ok: true }>,
): Waiting | undefined => {
  if (isGated(judged.gate)) return { gate: judged.gate }
  const hold = blockingHold(state, choice, judged.events)
  return hold === undefined ? undefined : { gate: judged.gate, hold: hold.id }
}

const intentHeld = (
  state: FirmState,
  held: Waiting & { readonly choice: Choice; readonly turn: OpenTurnState | undefined },
): IntentHeld => {
  const { choice, gate, hold, turn } = held
  const touches = choice.chosen.map((_, place) => choice.verdicts[place]?.touches ?? [])
  const preview = choice.verdicts.find((verdict) => verdict.preview !== undefined)?.preview
  const enactment = choice.chosen[0]?.enactment ?? choice.enactment
  return {
    type: 'intent-held',
    at: choice.at as Instant,
    intent: `i${state.intentCount + 1}`,
    enactment,
    by: choice.member,
    messages: choice.chosen,
    premises: choice.premises,
    gate,
    token: turn?.token ?? 0,
    ...(choice.turn === '' ? {} : { turn: choice.turn }),
    ...(touches.every((paths) => paths.length === 0) ? {} : { touches }),
    ...(preview === undefined ? {} : { preview }),
    ...(hold === undefined ? {} : { hold }),
  }
}

/** Ends a turn without a message: passed, failed, or abandoned by a host that died. */
export const decideEndTurn = (state: FirmState, command: EndTurn): Verdict => {
  const turn = state.turns.get(command.turn)
  if (turn === undefined) return refuse('no-such-turn', `${command.turn} is not open`)
  const { at, host, how, why, use } = command
  return accept(
    { type: 'turn-ended', at, host, turn: turn.id, how, why, use },
    ...endHold(state, turn, at),
  )
}

/** A person's move: judged like a turn, refused as an answer only. */
export const decideAct = (state: FirmState, command: ActAsMember): Verdict => {
  const { member, chosen, verdicts, records, at, cites } = command
  const known = state.members.get(member)
  if (known === undefined) return refuse('no-such-member', `${member} is not a member`)
  // A pause covers everybody but the operator, in whose own hands the firm then is (invariant 6).
  if ((known.paused || state.paused) && !isOperator(state, member)) {
    return refuse('member-paused', `${member} is paused`)
  }
  const first: Chosen | undefined = chosen[0]
  const name = first?.opens === undefined ? (first?.enactment ?? '') : first.enactment
  const enactment = state.open.get(name)
  const given = enactment === undefined ? [] : givenIn(state, enactment, member)
  const cited = cites.map((path) => ({ path, version: versionOf(state, path) }))
  const choice: Choice = {
    member,
    enactment: enactment === undefined ? '' : name,
    turn: '',
    chosen,
    premises: withNoted(given, cited),
    verdicts,
    records,
    unfenced: false,
    at,
  }
  const judged = judge(state, choice)
  if (!judged.ok) return refuse('turn-refused', judged.detail)
  // What the operator does with their own hands needs no approval of theirs.
  const own = judged.gate.kind !== 'verified' && isOperator(state, member)
  const held = own ? undefined : waitsFor(state, choice, judged)
  if (held === undefined) return accept(...judged.events)
  return accept(intentHeld(state, { choice, turn: undefined, ...held }))
}

const isOperator = (state: FirmState, member: string): boolean => {
  const acting = state.members.get(member)?.takenOverBy ?? member
  return state.charter?.members[acting]?.roles.includes('operator') === true
}
