/**
 * What people do today, with the same minds, tasks and seed: a worktree each, an atomic list of tasks, and a reviewer
 * script before each merge. The minds see a brief, a menu and a worktree as ever, and cannot tell which it is. Killed and
 * started again it goes on from its list: what was taken is begun once more by whoever took it.
 */
import { type Faults, type JsonObject, present } from '../../base/index.ts'
import type { HostFaultPoint } from '../../host/index.ts'
import type {
  EnvironmentPort,
  Mind,
  MindAnswer,
  Scratch,
  ScratchKey,
  TurnView,
} from '../../host/ports/index.ts'
import type { Assigned } from './protocols.ts'
import { type Listed, listOf, type TaskList } from './task-list.ts'
import type { TaskPlan } from './tasks.ts'
import { openWindow, type Window, type WindowNeeds } from './usual-window.ts'

/** What the usual way works with. */
export interface UsualWay extends WindowNeeds {
  readonly plan: TaskPlan
  readonly list: TaskList
  readonly minds: ReadonlyMap<string, Mind>
  readonly scratch: Scratch
  readonly repository: EnvironmentPort
  /** What you answer when asked, and what you say once you have changed your mind. */
  readonly answers: { readonly first: string | undefined; readonly later: string | undefined }
  /** Whether you have changed it already, before this program was started again. */
  readonly hasChanged: boolean
  /** Reached around each merge as the firm's host reaches them around its own. */
  readonly faults: Faults
  /** Told of each thing that happens, for whoever counts. */
  readonly told: (line: JsonObject) => void
}

interface Work {
  readonly assigned: Assigned
  /** What the list says of it. */
  listed: Listed
  /** What its engineer has before it; gone with the program, and opened once it is wanted. */
  window: Window | undefined
  step: 'taken' | 'planned' | 'delivered'
  answer: string | undefined
  /** What is reviewed and merged: what the engineer reported, or where there is no such commit, its worktree's head. */
  commit: string
  /** Whether the commit that was reported can be reached. */
  isReachable: boolean
}

interface Desk extends UsualWay {
  readonly works: readonly Work[]
  /** What you would answer now. */
  now: string | undefined
  changed: boolean
}

/** How often a task is worked on before it is left. */
const triesMax = 3

/** Runs the usual way to its end, from wherever its list stands. */
export const runUsualWay = async (way: UsualWay): Promise<void> => {
  const { first, later } = way.answers
  const desk: Desk = {
    ...way,
    works: worksOf(way),
    now: way.hasChanged ? later : first,
    changed: way.hasChanged,
  }
  // Each engineer takes the next task of the list; both work at once, then what they delivered is merged.
  for (let round = nextRound(desk); round.length > 0; round = nextRound(desk)) {
    for (const work of round) enter(desk, work, { state: 'taken' })
    for (const work of round) await plan(desk, work)
    for (const work of round) await deliver(desk, work)
    for (const work of round) await review(desk, work)
  }
}

const worksOf = ({ plan: { first, again }, list }: UsualWay): readonly Work[] => {
  const entries = list.read() ?? listOf({ first, again })
  return first.map((assigned) => ({
    assigned,
    listed: present(
      entries.find(({ work }) => work === assigned.work),
      'the list holds every task',
    ),
    window: undefined,
    step: 'taken',
    answer: undefined,
    commit: '',
    isReachable: true,
  }))
}

/** Of what an engineer has not done, what it took comes first: only a program that was killed left that. */
const nextRound = ({ works }: Desk): readonly Work[] => {
  const engineers = [...new Set(works.map(({ assigned }) => assigned.engineer))].toSorted()
  return engineers.flatMap((engineer) => {
    const own = works.filter(({ assigned }) => assigned.engineer === engineer)
    const inState = (state: Listed['state']): Work | undefined =>
      own.find(({ listed }) => listed.state === state)
    return inState('taken') ?? inState('open') ?? []
  })
}

const enter = ({ works, list }: Desk, work: Work, entry: Partial<Listed>): void => {
  work.listed = { ...work.listed, ...entry }
  if (entry.state === 'taken') work.step = 'taken'
  list.write(works.map(({ listed }) => listed))
}

const abandon = (desk: Desk, work: Work): void => enter(desk, work, { state: 'done' })

const keyOf = ({ listed: { work, fresh } }: Work, member: string): ScratchKey => ({
  environment: 'place',
  enactment: `${work}-${fresh}`,
  member,
})

const windowOf = (desk: Desk, work: Work): Window => {
  work.window ??= openWindow(work.assigned, desk)
  return work.window
}

/** Where a member works, and what becomes of its answer before it is taken. */
interface Asked {
  readonly member: string
  readonly folder?: string
  readonly notes?: readonly string[]
  readonly filled?: (answer: MindAnswer) => Promise<MindAnswer>
}

/** One turn: the mind is shown what it would be shown in the firm, less what only a firm remembers. */
const turn = async (desk: Desk, work: Work, asked: Asked): Promise<MindAnswer> => {
  const { member, folder, notes = [], filled } = asked
  const window = windowOf(desk, work)
  const view = window.show(member, notes)
  noteTurn(desk, work, view)
  const mind = present(desk.minds.get(member), `${member} has a mind`)
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  const workplace = folder === undefined ? {} : { folder, notes }
  const said = await mind.take(view, { variables: {}, ...workplace }, signals)
  const answer = filled === undefined ? said : await filled(said)
  window.take(view.turn, answer)
  return answer
}

const noteTurn = ({ told }: Desk, { assigned }: Work, { member, brief }: TurnView): void => {
  const bytes = new TextEncoder().encode(brief.text).length
  told({ what: 'turn', by: member, work: assigned.work, bytes })
}

const openTree = async (
  { scratch, minds }: Desk,
  work: Work,
  member: string,
): Promise<{ readonly folder: string; readonly notes: readonly string[] }> => {
  const { paths } = work.assigned.task
  return await scratch.open(keyOf(work, member), paths, minds.get(member)?.looksInto)
}

const saidIn = (answer: MindAnswer, message: string): JsonObject | undefined =>
  answer.kind === 'send'
    ? answer.messages.find((chosen) => chosen.message === message)?.facts
    : undefined

const plan = async (desk: Desk, work: Work): Promise<void> => {
  const { engineer: member, work: name } = work.assigned
  let said = await turn(desk, work, { member })
  if (saidIn(said, 'propose') !== undefined) {
    // Each engineer asks for itself: what you told the other one is in another window.
    desk.told({ what: 'asked', by: member, work: name, answer: desk.now ?? null })
    if (desk.now === undefined) return abandon(desk, work)
    work.answer = desk.now
    windowOf(desk, work).decide(desk.now)
    said = await turn(desk, work, { member })
  }
  if (saidIn(said, 'accept') === undefined) return abandon(desk, work)
  work.step = 'planned'
}

const deliver = async (desk: Desk, work: Work): Promise<void> => {
  if (work.step !== 'planned' || work.listed.state === 'done') return
  const { engineer: member, work: name, task } = work.assigned
  const key = keyOf(work, member)
  const filled = async (answer: MindAnswer): Promise<MindAnswer> => {
    if (saidIn(answer, 'deliver') === undefined || answer.kind !== 'send') return answer
    const { head } = await desk.scratch.commitAll(key, `${name}: deliver`)
    work.commit = head
    const messages = answer.messages.map((one) => ({
      ...one,
      facts: { result: head, ...one.facts },
    }))
    return { ...answer, messages }
  }
  const tree = await openTree(desk, work, member)
  const reported = saidIn(await turn(desk, work, { member, ...tree, filled }), 'deliver')?.[
    'result'
  ]
  if (typeof reported !== 'string') return abandon(desk, work)
  const reached = await desk.scratch.fetch(key, reported)
  work.isReachable = reached.ok
  // The list takes the report's word; what stands in the worktree is what gets reviewed.
  if (reached.ok) work.commit = reported
  else await desk.scratch.fetch(key, work.commit)
  desk.told({ what: 'delivered', work: name, commit: reported, exists: reached.ok })
  work.step = 'delivered'
  if (task.area !== undefined && !desk.changed) changeMind(desk)
}

// You change your mind at the same moment as in the firm; whoever asked before is not told, for nobody knows who did.
const changeMind = (desk: Desk): void => {
  if (desk.answers.later === undefined || desk.now === undefined) return
  desk.changed = true
  desk.now = desk.answers.later
  desk.told({ what: 'changed', to: desk.now })
}

const reviewer = 'rob'

const review = async (desk: Desk, work: Work): Promise<void> => {
  if (work.step !== 'delivered' || work.listed.state === 'done') return
  const tree = await openTree(desk, work, reviewer)
  await desk.scratch.checkOut(keyOf(work, reviewer), work.commit)
  const answer = await turn(desk, work, { member: reviewer, ...tree })
  const verdict = saidIn(answer, 'judge')?.['verdict'] ?? {}
  const meets = JSON.stringify(verdict).includes('"meets"')
  const { work: name } = work.assigned
  desk.told({ what: 'reviewed', work: name, meets, exists: work.isReachable })
  if (meets) return await merge(desk, work)
  windowOf(desk, work).giveAgain()
  again(desk, work, {})
}

const again = (desk: Desk, work: Work, entry: Partial<Listed>): void => {
  const tries = work.listed.tries + 1
  enter(desk, work, { ...entry, tries, state: tries < triesMax ? 'open' : 'done' })
}

const merge = async (desk: Desk, work: Work): Promise<void> => {
  const { told, repository } = desk
  const { commit } = work
  const { work: name, engineer } = work.assigned
  const reach = (point: HostFaultPoint): void => desk.faults.reach(point)
  reach('host: before effect')
  const outcome = await repository.perform({
    // As git itself has it: what is on the branch is not merged once more.
    key: `${name}-${commit}`,
    verb: 'merge',
    values: [commit],
    firm: 'usual',
    enactment: name,
    message: 'merge',
    by: engineer,
  })
  if (outcome.kind === 'failed') {
    told({ what: 'conflict', work: name, commit, against: outcome.receipt['against'] ?? null })
    windowOf(desk, work).giveBack({ ...outcome.receipt, why: outcome.why })
    // A hand sorts it out: the engineer is sent back to the branch as it now is.
    return again(desk, work, { fresh: work.listed.fresh + 1 })
  }
  // Whoever is killed here is killed after git has merged; a conflict has merged nothing.
  reach('host: after effect')
  reach('host: before receipt')
  const { answer } = work
  told({ what: 'merged', work: name, commit, ...(answer === undefined ? {} : { answer }) })
  enter(desk, work, { state: 'done' })
}
