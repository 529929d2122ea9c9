/** An engineer of the first minute: asks before it decides what is not its to decide, plans, mends, delivers. */
import type { Mind, TurnView } from '../../../host/ports/index.ts'
import { type Decided, offers, open, plainMind, say } from './plain-mind.ts'
import { mend, type Way, ways } from './mending.ts'
import { Task } from '../protocols.ts'
import { rankOf } from '../tasks.ts'

/** What an engineer is made with. */
export interface EngineerOptions {
  /** Whether it first delivers, in the file that both want, a commit that it never made. */
  readonly lies: boolean
}

/** The mind of an engineer. The one that lies does so once, and then works. */
export const engineerMind = (options: EngineerOptions): Mind =>
  plainMind(async (view, folder) => {
    const task = Task.safeParse(view.known['spec'])
    if (!task.success) return 'there is no task here'
    if (offers(view, 'deliver')) return await deliver(view, task.data, { ...options, folder })
    if (offers(view, 'accept')) return planOf(view, task.data)
    return 'there is nothing to accept or deliver yet'
  })

const decidedOn = (view: TurnView, task: Task): string | undefined => {
  const decided = view.known[`decision/${task.area ?? ''}`]
  return typeof decided === 'string' ? decided : undefined
}

const planOf = (view: TurnView, task: Task): Decided => {
  const decided = task.area === undefined ? '' : decidedOn(view, task)
  if (decided === undefined) return ask(view, task)
  const way = wayFor(view, task, decided)
  const also = task.kind === 'conflict-marker' && decided !== '' ? `; ${wordsOf(decided)}` : ''
  return [say('accept', { plan: `${ways[way]}${also}` })]
}

const wordsOf = (decided: string): string => (decided === 'guide' ? ways.guide : ways.unlink)

// What was tried and failed stands in the brief; the quick way is taken only where it has not failed.
const wayFor = (view: TurnView, task: Task, decided: string): Way => {
  if (task.kind === 'conflict-marker') {
    return view.brief.text.includes(ways.remove) ? 'both' : 'remove'
  }
  if (task.area === undefined) return 'follow'
  return decided === 'guide' ? 'guide' : 'unlink'
}

const ask = (view: TurnView, task: Task): Decided => {
  const topic = task.area ?? ''
  const mayAsk = view.menu.some((item) => item.opens === 'decision' && item.message === 'propose')
  const isAsked = view.brief.text.includes(`decision:${topic}`)
  if (!mayAsk || isAsked) return `${topic} is not decided yet`
  const text = "A link's page is gone: unlink it, or point it to the guide?"
  return [
    open('decision', 'propose', {
      question: topic,
      topic,
      proposal: { text, answers: ['unlink', 'guide'] },
    }),
  ]
}

/** The rank of the tasks in the file that both engineers want. */
const contested = 1

/** 40 digits that no commit of the worktree has: what somebody writes who has not done the work. */
const invented = 'badc0de'.padEnd(40, '0')

const deliver = async (
  view: TurnView,
  task: Task,
  how: EngineerOptions & { readonly folder: string | undefined },
): Promise<Decided> => {
  const plan = view.known['plan']
  if (how.folder === undefined || typeof plan !== 'string') return 'there is no worktree to work in'
  const caught = view.changed.some((sentence) => sentence.includes(invented))
  const hasLied = caught || view.brief.text.includes(invented)
  // It decides from what it is shown alone, so its one lie needs an occasion: the task that both want.
  if (how.lies && !hasLied && rankOf(task) === contested)
    return [say('deliver', { result: invented })]
  const mended = await mend(how.folder, task, plan)
  // The commit is left out: it is the worktree's head, once what was mended is committed.
  return mended ? [say('deliver')] : `${task.title} cannot be mended this way`
}
