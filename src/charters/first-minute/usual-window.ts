/**
 * A window of the usual way: one task, and what was said about it in this window. It is told in the very words of the
 * firm, by the kernel and the composer of briefs that the firm uses, and knows of nothing besides its task.
 */
import { assert, type Clock, type JsonObject, present } from '../../base/index.ts'
import { openRecollection, type Recollection, type Request, viewOf } from '../../host/index.ts'
import type { MindAnswer, TurnView } from '../../host/ports/index.ts'
import { emptyState, evolve, type FirmEvent, type FirmState, handle } from '../../kernel/index.ts'
import { companyCharter, operatorName } from './company.ts'
import { type Assigned, change, decision, taskJson } from './protocols.ts'

/** How briefs are made, in a window as in the firm. */
export interface WindowNeeds {
  readonly clock: Clock
  readonly tokensMax: number
  readonly countTokens: (text: string) => number
}

/** A window; the task stands open in it as it was given out. */
export interface Window {
  /** Shows a member its next turn; the sentences are of its worktree. */
  readonly show: (member: string, worktree: readonly string[]) => TurnView
  /** Takes what the member answered in that turn. */
  readonly take: (turn: string, answer: MindAnswer) => void
  /** You answer the question that was asked here. */
  readonly decide: (decided: string) => void
  /** What was delivered failed its review: it is given out once more. */
  readonly giveAgain: () => void
  /** What was delivered does not merge: it is given out once more, with why. */
  readonly giveBack: (conflict: JsonObject) => void
}

interface Desk extends WindowNeeds {
  readonly state: FirmState
  readonly recollection: Recollection
  readonly assigned: Assigned
  /** The newest round of the task. */
  readonly enactment: () => string
}

const windowName = 'window'
const lead = 'lea'

/** Opens a window on a task. */
export const openWindow = (assigned: Assigned, needs: WindowNeeds): Window => {
  const state = emptyState()
  const recollection = openRecollection(needs)
  // A round is a child of the one before, and the newest is the only one in which anybody has something to say.
  const enactment = (): string =>
    [...state.open.keys()].findLast((name) => name.startsWith(`${change.name}:`)) ?? ''
  const desk: Desk = { ...needs, state, recollection, assigned, enactment }
  found(desk)
  return {
    show: (member, worktree) => show(desk, member, worktree),
    take: (turn, answer) => take(desk, turn, answer),
    decide: (decided) => {
      const asked = [...state.open.keys()].find((name) => name.startsWith(`${decision.name}:`))
      say(desk, operatorName, { enactment: asked ?? '', message: 'ratify', facts: { decided } })
    },
    giveAgain: () => giveOut(desk, 'redo', {}),
    giveBack: (conflict) => {
      say(desk, lead, { enactment: enactment(), message: 'apply', facts: {} })
      const effect = [...(state.open.get(enactment())?.effects.values() ?? [])].at(-1)?.key ?? ''
      hand(desk, { type: 'settle-effect', effect, outcome: 'failed', receipt: conflict })
      giveOut(desk, 'rework', { conflict: JSON.stringify(conflict) })
    },
  }
}

// Nobody signs here and nothing waits at a gate: what follows from both is what a firm adds.
const found = (desk: Desk): void => {
  const at = desk.clock.now()
  const charter = { ...companyCharter(false), policy: [] }
  const host = windowName
  keep(desk, { type: 'firm-founded', at, host, format: 1, firm: 'first-minute', operatorKey: '' })
  keep(desk, { type: 'charter-adopted', at, host, version: 1, charter, by: operatorName })
  const { work, engineer, task } = desk.assigned
  const facts = { work, engineer, spec: taskJson(task) }
  say(desk, lead, { enactment: '', message: 'offer', facts, opens: change.name })
}

const giveOut = (desk: Desk, message: string, facts: JsonObject): void => {
  say(desk, lead, { enactment: desk.enactment(), message, facts })
  const { engineer } = desk.assigned
  // The last round has been spent where none is open any more.
  if (desk.enactment() === '') return
  say(desk, lead, { enactment: desk.enactment(), message: 'offer', facts: { engineer } })
}

const show = (desk: Desk, member: string, worktree: readonly string[]): TurnView => {
  const { state, recollection } = desk
  const enactment = desk.enactment()
  hand(desk, { type: 'open-turn', member, enactment })
  const turn = present([...state.turns.values()].at(-1), 'it was opened')
  const ask = { member, enactment, role: turn.role, turn: turn.id, worktree }
  const { text, tokens } = recollection.brief(state, ask)
  return viewOf(state, turn, { text, tokens })
}

const take = (desk: Desk, turn: string, answer: MindAnswer): void => {
  const use = { ms: 0 }
  if (answer.kind !== 'send') {
    const why = answer.kind === 'left-open' ? '' : answer.why
    return hand(desk, { type: 'end-turn', turn, how: 'passed', why, use })
  }
  const chosen = answer.messages.map(({ message, facts, opens }) => ({
    enactment: opens === undefined ? desk.enactment() : '',
    message,
    facts,
    ...(opens === undefined ? {} : { opens }),
  }))
  const { cites } = answer
  const records = desk.recollection.records()
  // The list takes everybody's word: nothing is looked up before it is believed.
  const believed = { verdicts: chosen.map(() => ({})), unfenced: false }
  hand(desk, { type: 'commit-turn', turn, chosen, cites, noted: [], use, records, ...believed })
}

const say = (
  desk: Desk,
  member: string,
  chosen: {
    readonly enactment: string
    readonly message: string
    readonly facts: JsonObject
    readonly opens?: string
  },
): void => {
  const records = desk.recollection.records()
  hand(desk, {
    type: 'act-as-member',
    member,
    chosen: [chosen],
    cites: [],
    verdicts: [{}],
    records,
  })
}

const hand = (desk: Desk, request: Request): void => {
  const command = { ...request, at: desk.clock.now(), host: windowName }
  const { state, recollection } = desk
  const before = state.position
  const verdict = handle(state, command)
  assert(verdict.ok, `a window takes ${request.type}${verdict.ok ? '' : `: ${verdict.message}`}`)
  for (const [place, event] of verdict.events.entries()) {
    recollection.remember(event, before + place + 1)
  }
}

const keep = ({ state, recollection }: Desk, event: FirmEvent): void => {
  evolve(state, event)
  recollection.remember(event, state.position)
}
