/** `firm resume`: a paused member, or the whole firm, goes on. */
import { z } from 'zod'
import { resumeForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const resume: Verb = steerVerb({
  form: resumeForm,
  answer: z.object({ member: z.string() }),
  plan: (given, { operator: by }) =>
    accepted({ verb: 'resume', args: { by, member: argumentOf(given, 'member') ?? '' } }),
  lines: ({ member }) => [`${member || 'The whole firm'} goes on.`],
})
