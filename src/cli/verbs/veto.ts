/** `firm veto INTENT`: a waiting intent never happens; nobody has to sign to stop something. */
import { z } from 'zod'
import { vetoForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { findIntent } from '../find-intent.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const veto: Verb = steerVerb({
  form: vetoForm,
  answer: z.object({ intent: z.string() }),
  plan: (given, { state, operator: by }) => {
    const found = findIntent(state, argumentOf(given, 'intent') ?? '')
    if (!found.ok) return found
    const because = given.options['because'] ?? ''
    const forGood = 'for-good' in given.options
    return accepted({ verb: 'veto', args: { intent: found.value.id, by, because, forGood } })
  },
  lines: ({ intent }) => [`${intent} is vetoed.`],
})
