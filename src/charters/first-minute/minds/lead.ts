/** The lead of the first minute: splits the job, merges what was judged, and offers failed work to somebody new. */
import { z } from 'zod'
import type { JsonObject } from '../../../base/index.ts'
import type { Mind, TurnView } from '../../../host/ports/index.ts'
import { Assigned, taskJson } from '../protocols.ts'
import { type Decided, offers, plainMind, say } from './plain-mind.ts'

/** The mind of a lead. */
export const leadMind = (): Mind =>
  plainMind(async (view) => leadWork(view), { looksInto: 'nothing' })

const leadWork = (view: TurnView): Decided => {
  if (view.protocol === 'job') return leadJob(view)
  if (offers(view, 'apply')) return [say('apply')]
  if (offers(view, 'rework')) return [say('rework', { conflict: conflictOf(view) })]
  if (offers(view, 'redo')) return [say('redo')]
  // A further round asks for the engineer alone: the same one goes on.
  if (offers(view, 'offer') && view.enactment !== '') return [say('offer', { engineer: 'eve' })]
  return 'nothing waits for the lead here'
}

const conflictOf = (view: TurnView): string => JSON.stringify(view.known['apply'] ?? {})

const leadJob = (view: TurnView): Decided => {
  const tasks = z.array(Assigned).safeParse(view.known['tasks'])
  if (!tasks.success) return 'there are no tasks'
  const first = tasks.data.filter(({ work }) => work !== 'second-try')
  const again = tasks.data.find(({ work }) => work === 'second-try')
  if (offers(view, 'split')) return [say('split', { parts: first.map(partOf) })]
  if (offers(view, 'retry') && again !== undefined) {
    // Whoever failed at it is not asked again; the newcomer is.
    const isHere = view.brief.text.includes(again.engineer)
    return isHere ? [say('retry', { repairs: [partOf(again)] })] : 'nobody new is here yet'
  }
  const summary = `${first.length} tasks were worked on`
  for (const message of ['close', 'report']) {
    if (offers(view, message)) return [say(message, { summary })]
  }
  return 'the work goes on'
}

const partOf = ({ work, engineer, task }: Assigned): JsonObject => ({
  key: work,
  facts: { work, engineer, spec: taskJson(task) },
})
