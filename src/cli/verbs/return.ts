/** `firm return MEMBER`: a member that you took over has its place back. */
import { z } from 'zod'
import { returnForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const giveBack: Verb = steerVerb({
  form: returnForm,
  answer: z.object({ member: z.string() }),
  plan: (given, { operator: by }) =>
    accepted({ verb: 'return', args: { by, member: argumentOf(given, 'member') ?? '' } }),
  lines: ({ member }) => [`${member} has its place back.`],
})
