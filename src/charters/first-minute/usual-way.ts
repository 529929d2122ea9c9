/**
 * What people do today, with the same minds, tasks and seed: a worktree each, an atomic list of tasks, and a reviewer
 * script before each merge. The minds see a brief, a menu and a worktree as ever, and cannot tell which it is.
 */
import type { Json, JsonObject } from '../../base/index.ts'
import type {
  EnvironmentPort,
  MindAnswer,
  Mind,
  Scratch,
  ScratchKey,
  TurnView,
} from '../../host/ports/index.ts'
import { type Accounts } from './accounts.ts'
import { type Assigned, taskJson } from './protocols.ts'
import type { TaskPlan } from './tasks.ts'

/** What the usual way works with. */
export interface UsualWay {
  readonly plan: TaskPlan
  readonly minds: ReadonlyMap<string, Mind>
  readonly scratch: Scratch
  readonly repository: EnvironmentPort
  /** What you answer when asked, and what you say once you have changed your mind. */
  readonly answers: { readonly first: string | undefined; readonly later: string | undefined }
  /** At which merge the program is killed; 0 for never. */
  readonly killAtMerge: number
  /** Told of each thing that happens, for whoever counts again. */
  readonly told: (line: JsonObject) => void
}

interface Work extends Assigned {
  state: 'open' | 'planned' | 'delivered' | 'done' | 'lost'
  known: { [name: string]: Json }
  answer: string | undefined
  /** What the engineer says that it made. */
  reported: string
  /** What is reviewed and merged: the same, or where there is no such commit, the head of the worktree. */
  commit: string
  /** Whether the commit that was reported can be reached. */
  isReachable: boolean
  tries: number
  /** What its reviewer or the merge said of the last try. */
  said: string
  /** How often it was begun anew at the branch; in between, its engineer goes on in one worktree. */
  fresh: number
}

interface Desk extends UsualWay {
  readonly works: readonly Work[]
  readonly accounts: { -readonly [Name in keyof Accounts]: number }
  /** What you would answer now. */
  now: string | undefined
  changed: boolean
  merges: number
  killed: boolean
}

/** How often a task is worked on before it is left. */
const triesMax = 3

/** Runs the usual way to its end and counts what it cost. */
export const runUsualWay = async (way: UsualWay): Promise<Accounts> => {
  const desk: Desk = {
    ...way,
    works: way.plan.first.map((assigned) => ({
      ...assigned,
      state: 'open',
      known: { spec: taskJson(assigned.task), work: assigned.work },
      answer: undefined,
      reported: '',
      commit: '',
      isReachable: true,
      tries: 0,
      said: '',
      fresh: 0,
    })),
    accounts: { collisions: 0, stale: 0, falseDone: 0, lost: 0, questions: 0, turns: 0, bytes: 0 },
    now: way.answers.first,
    changed: false,
    merges: 0,
    killed: false,
  }
  // Each engineer takes the next task of the list; both work at once, then what they delivered is merged.
  for (let round = nextRound(desk); round.length > 0; round = nextRound(desk)) {
    for (const work of round) await plan(desk, work)
    for (const work of round) await deliver(desk, work)
    for (const work of round) await review(desk, work)
  }
  return desk.accounts
}

const nextRound = (desk: Desk): readonly Work[] => {
  const engineers = [...new Set(desk.works.map(({ engineer }) => engineer))].toSorted()
  return engineers.flatMap(
    (engineer) =>
      desk.works.find((work) => work.engineer === engineer && work.state === 'open') ?? [],
  )
}

const keyOf = (work: Work, member: string): ScratchKey => ({
  environment: 'place',
  enactment: `${work.work}-${work.fresh}`,
  member,
})

/** One turn: the mind is shown what it would be shown in the firm, less what only a firm remembers. */
const turn = async (
  desk: Desk,
  work: Work,
  asked: { readonly member: string; readonly role: string; readonly messages: readonly string[] },
): Promise<MindAnswer> => {
  const { member, role, messages } = asked
  const mind = desk.minds.get(member)
  const key = keyOf(work, member)
  const { folder } = await desk.scratch.open(key, work.task.paths, mind?.looksInto)
  if (role === 'reviewer') await desk.scratch.checkOut(key, work.commit)
  const text = `You are ${member}, ${role}. The task: ${work.task.title}. ${work.task.why} ${work.task.mend} ${work.said}`
  const view: TurnView = {
    turn: `${work.work} ${member}`,
    member,
    role,
    protocol: 'change',
    enactment: `change:${work.work}`,
    brief: { text, tokens: Math.ceil(text.length / 4) },
    known: work.known,
    changed: work.said === '' ? [] : [work.said],
    menu: [
      ...messages.map((message) => ({ message, schema: {}, summary: message })),
      { message: 'propose', opens: 'decision', schema: {}, summary: 'asks' },
    ],
  }
  const bytes = new TextEncoder().encode(text).length
  desk.accounts.turns += 1
  desk.accounts.bytes += bytes
  desk.told({ what: 'turn', by: member, work: work.work, bytes })
  if (mind === undefined) return { kind: 'nothing', why: `there is no ${member}`, use: { ms: 0 } }
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  return await mind.take(view, { folder, variables: {} }, signals)
}

const saidIn = (answer: MindAnswer, message: string): JsonObject | undefined =>
  answer.kind === 'send'
    ? answer.messages.find((chosen) => chosen.message === message)?.facts
    : undefined

const plan = async (desk: Desk, work: Work): Promise<void> => {
  const asked = { member: work.engineer, role: 'engineer', messages: ['accept', 'decline'] }
  let said = await turn(desk, work, asked)
  const question = saidIn(said, 'propose')
  if (question !== undefined) {
    // Each engineer asks for itself: what you told the other one is in another window.
    desk.accounts.questions += 1
    desk.told({ what: 'asked', by: work.engineer, work: work.work, answer: desk.now ?? null })
    if (desk.now === undefined) return abandon(work)
    work.answer = desk.now
    work.known[`decision/${work.task.area ?? ''}`] = desk.now
    said = await turn(desk, work, asked)
  }
  const accepted = saidIn(said, 'accept')
  if (accepted === undefined) return abandon(work)
  work.known['plan'] = accepted['plan'] ?? ''
  work.state = 'planned'
}

const abandon = (work: Work): void => {
  work.state = 'done'
}

const deliver = async (desk: Desk, work: Work): Promise<void> => {
  if (work.state !== 'planned') return
  const asked = { member: work.engineer, role: 'engineer', messages: ['deliver'] }
  const facts = saidIn(await turn(desk, work, asked), 'deliver')
  if (facts === undefined) return abandon(work)
  const key = keyOf(work, work.engineer)
  const { head } = await desk.scratch.commitAll(key, `${work.work}: deliver`)
  const reported = facts['result']
  work.commit = typeof reported === 'string' ? reported : head
  work.reported = work.commit
  const reached = await desk.scratch.fetch(key, work.commit)
  desk.told({ what: 'delivered', work: work.work, commit: work.commit, exists: reached.ok })
  // The list takes the report's word; what stands in the worktree is what gets reviewed.
  work.isReachable = reached.ok
  if (!reached.ok) {
    work.commit = head
    await desk.scratch.fetch(key, head)
  }
  work.state = 'delivered'
  if (work.task.area !== undefined && !desk.changed) changeMind(desk)
}

// You change your mind at the same moment as in the firm; whoever asked before is not told, for nobody knows who did.
const changeMind = (desk: Desk): void => {
  if (desk.answers.later === undefined || desk.now === undefined) return
  desk.changed = true
  desk.now = desk.answers.later
  desk.told({ what: 'changed', to: desk.now })
}

const review = async (desk: Desk, work: Work): Promise<void> => {
  if (work.state !== 'delivered') return
  const asked = { member: 'rob', role: 'reviewer', messages: ['judge'] }
  const verdict = saidIn(await turn(desk, work, asked), 'judge')?.['verdict']
  const meets = JSON.stringify(verdict ?? {}).includes('"meets"')
  desk.told({ what: 'reviewed', work: work.work, meets, exists: work.isReachable })
  if (meets && !work.isReachable) desk.accounts.falseDone += 1
  if (meets) return await merge(desk, work)
  const why = work.isReachable ? JSON.stringify(verdict ?? {}) : 'there is no such commit'
  again(work, `The review of ${work.reported} failed: ${why}.`)
}

const again = (work: Work, said: string): void => {
  work.said = said
  work.tries += 1
  work.state = work.tries < triesMax ? 'open' : 'done'
}

const merge = async (desk: Desk, work: Work): Promise<void> => {
  desk.merges += 1
  if (desk.merges === desk.killAtMerge && !desk.killed) return kill(desk)
  const outcome = await desk.repository.perform({
    key: `${work.work}-${work.tries}`,
    verb: 'merge',
    values: [work.commit],
    firm: 'usual',
    enactment: work.work,
    message: 'merge',
    by: work.engineer,
  })
  if (outcome.kind === 'failed') {
    desk.accounts.collisions += 1
    const { against = null } = outcome.receipt
    desk.told({ what: 'conflict', work: work.work, commit: work.commit, against })
    // A hand sorts it out: the engineer is sent back to the branch as it now is.
    work.fresh += 1
    return again(work, `The merge of ${work.commit} failed: ${outcome.why}.`)
  }
  if (work.answer !== undefined && work.answer !== desk.now) desk.accounts.stale += 1
  desk.told({
    what: 'merged',
    work: work.work,
    commit: work.commit,
    ...(work.answer === undefined ? {} : { answer: work.answer }),
  })
  work.state = 'done'
}

// After the kill the list says who took what; nobody comes back for what was taken and not merged.
const kill = (desk: Desk): void => {
  desk.killed = true
  for (const work of desk.works) {
    if (work.state !== 'delivered') continue
    work.state = 'lost'
    // A report of what was never committed is no loss.
    if (!work.isReachable) continue
    desk.accounts.lost += 1
    desk.told({ what: 'lost', work: work.work, commit: work.commit })
  }
}
