/** `firm tell MEMBER TEXT`: its next turns begin with what you say. */
import { z } from 'zod'
import { tellForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { steerVerb, wordsOf } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const tell: Verb = steerVerb({
  form: tellForm,
  answer: z.object({ member: z.string(), enactments: z.array(z.string()) }),
  plan: (given, { operator: by }) =>
    accepted({
      verb: 'tell',
      args: {
        by,
        member: argumentOf(given, 'member') ?? '',
        text: wordsOf(given, 'text'),
        enactment: given.options['in'] ?? '',
      },
    }),
  lines: ({ member, enactments }) => [`${member} is told, in ${enactments.join(', ')}.`],
})
