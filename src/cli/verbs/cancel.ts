/** `firm cancel ENACTMENT`: open work ends; what it did and can undo is undone first. */
import { z } from 'zod'
import { cancelForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const cancel: Verb = steerVerb({
  form: cancelForm,
  answer: z.object({ enactment: z.string(), ended: z.boolean(), undoing: z.array(z.string()) }),
  plan: (given, { operator: by }) =>
    accepted({
      verb: 'cancel',
      args: {
        by,
        enactment: argumentOf(given, 'enactment') ?? '',
        because: given.options['because'] ?? '',
      },
    }),
  lines: ({ enactment, ended, undoing }) => [
    ended
      ? `${enactment} ended as cancelled.`
      : `${enactment} ends as cancelled once what it did is undone${undoing.length === 0 ? '' : `: ${undoing.join(', ')}`}.`,
  ],
})
