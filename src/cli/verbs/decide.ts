/** `firm decide TEXT --scope TOPIC`: a ruling; exactly the work that rests on the topic is told. */
import { z } from 'zod'
import { decideForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { WrongUsageError } from '../reading.ts'
import { steerVerb, wordsOf } from '../steer-verb.ts'
import type { Verb } from '../verb.ts'

export const decide: Verb = steerVerb({
  form: decideForm,
  answer: z.object({
    enactment: z.string().nullable(),
    path: z.string(),
    version: z.int(),
    told: z.array(z.string()),
  }),
  plan: (given, { operator: by }) => {
    const { scope } = given.options
    if (scope === undefined || scope === '') {
      const mend = 'Say on what you decide: --scope build.'
      throw new WrongUsageError('a decision needs its topic', mend)
    }
    return accepted({ verb: 'decide', args: { by, text: wordsOf(given, 'text'), scope } })
  },
  lines: ({ path, version, told }) => [
    `${path} stands at version ${version}.`,
    ...(told.length === 0 ? [] : [`Told, since they rest on it: ${told.join(', ')}.`]),
  ],
})
