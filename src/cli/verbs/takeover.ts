/** `firm takeover MEMBER`: you act in its place, and answer for it; with `--to` another member takes what it does. */
import { z } from 'zod'
import { takeoverForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { afterLastAct } from '../../kernel/index.ts'
import { WrongUsageError } from '../reading.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

const answer = z.object({
  member: z.string(),
  to: z.string().exactOptional(),
  roles: z.array(z.object({ enactment: z.string(), role: z.string() })).exactOptional(),
})

export const takeover: Verb = steerVerb({
  form: takeoverForm,
  answer,
  plan: (given, { operator: by, state }) => {
    const member = argumentOf(given, 'member') ?? ''
    const { to, in: enactment, because } = given.options
    if (to === undefined) {
      refuseAlone(given)
      const signs = { verb: 'takeover', what: afterLastAct(state, member) }
      return accepted({ verb: 'takeover', args: { by, member }, signs })
    }
    const where = enactment === undefined ? {} : { enactment }
    const why = because === undefined ? {} : { because }
    return accepted({ verb: 'reassign', args: { by, member, to, ...where, ...why } })
  },
  lines: ({ member, to, roles }) =>
    to === undefined || roles === undefined
      ? [
          `You act in the place of ${member}: \`firm answer ENACTMENT TEXT --as ${member}\`.`,
          `It takes no turn until \`firm return ${member}\`.`,
        ]
      : roles.map(({ enactment, role }) => `${to} is ${role} in ${enactment} now, not ${member}.`),
})

const refuseAlone = ({ options }: Given): void => {
  for (const name of ['in', 'because']) {
    if (!(name in options)) continue
    throw new WrongUsageError(`--${name} goes with --to`, 'Name who takes the work: --to MEMBER.')
  }
}
