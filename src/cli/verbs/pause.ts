/** `firm pause`: a member, or the whole firm, stops. */
import { z } from 'zod'
import { pauseForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const pause: Verb = steerVerb({
  form: pauseForm,
  answer: z.object({ member: z.string() }),
  plan: (given, { operator: by }) =>
    accepted({
      verb: 'pause',
      args: {
        by,
        member: argumentOf(given, 'member') ?? '',
        because: given.options['because'] ?? '',
      },
    }),
  lines: ({ member }) => [`${member || 'The whole firm'} is paused, until \`firm resume\`.`],
})
