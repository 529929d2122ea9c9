/** The reviewer of the first minute: looks into its own worktree whether the place is mended. */
import type { Mind } from '../../../host/ports/index.ts'
import { Task } from '../protocols.ts'
import { isMended } from './mending.ts'
import { offers, plainMind, say } from './plain-mind.ts'

/** The mind of a reviewer. */
export const reviewerMind = (): Mind =>
  plainMind(async (view, folder) => {
    const task = Task.safeParse(view.known['spec'])
    if (!task.success || folder === undefined || !offers(view, 'judge')) return 'nothing to judge'
    const mended = await isMended(folder, task.data)
    const finding = `${task.data.title} is still there`
    const verdict = mended ? { meets: { findings: [] } } : { fails: { findings: [finding] } }
    return [say('judge', { verdict })]
  })
