/** `firm takeover MEMBER`: you act in its place, and answer for it with your principal. */
import { z } from 'zod'
import { takeoverForm } from '../../api/index.ts'
import { accepted } from '../../base/index.ts'
import { afterLastAct } from '../../kernel/index.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const takeover: Verb = steerVerb({
  form: takeoverForm,
  answer: z.object({ member: z.string() }),
  plan: (given, { operator: by, state }) => {
    const member = argumentOf(given, 'member') ?? ''
    const signs = { verb: 'takeover', what: afterLastAct(state, member) }
    return accepted({ verb: 'takeover', args: { by, member }, signs })
  },
  lines: ({ member }) => [
    `You act in the place of ${member}: \`firm answer ENACTMENT TEXT --as ${member}\`.`,
    `It takes no turn until \`firm return ${member}\`.`,
  ],
})
