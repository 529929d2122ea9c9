/** `firm diff`: how the charter on disk differs from the adopted one, and what that does to open work. */
import { diffForm } from '../../api/verbs/index.ts'
import { refused, type Refused } from '../../base/index.ts'
import {
  diffCharters,
  formatDifference,
  isDifferent,
  openWork,
} from '../../kernel/charter/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import { lookAt, positionIn } from '../look-at.ts'
import { answerRefused } from '../refused-answer.ts'
import type { Answer, Verb } from '../verb.ts'

export const diff: Verb = {
  ...diffForm,
  run: async (given, surroundings) => {
    const { loader, places } = await firmNeeds(surroundings)
    const at = positionIn(given.options['at'], '--at')
    return await lookAt(surroundings, at, async ({ state }): Promise<Answer> => {
      const { charter, name } = state
      if (charter === undefined) return answerRefused(noCharter(name))
      const loaded = await loader.load(places.charterFile)
      if (!loaded.ok) return answerRefused(loaded)
      const difference = diffCharters(charter, loaded.value.firm.form, openWork(state))
      const lines = formatDifference(difference).split('\n')
      const different = isDifferent(difference)
      return { exit: 'done', lines, json: { different, differences: different ? lines : [] } }
    })
  },
}

const noCharter = (firm: string): Refused<string> =>
  refused(
    'no-charter',
    `${firm || 'the firm'} has no charter at this position`,
    'Look at a later one: `firm log` says when it was adopted.',
  )
