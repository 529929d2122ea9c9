/** `firm approve INTENT`: a waiting intent may happen; signed over all that it would send. */
import { z } from 'zod'
import { approveForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { waitingIntent } from '../../host/looks/index.ts'
import { intentContent } from '../../kernel/index.ts'
import { findIntent } from '../find-intent.ts'
import { intentLines } from '../intent-lines.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const approve: Verb = steerVerb({
  form: approveForm,
  answer: z.object({ intent: z.string() }),
  plan: (given, { state, operator }) => {
    const found = findIntent(state, argumentOf(given, 'intent') ?? '')
    if (!found.ok) return found
    const intent = found.value
    const by = given.options['as'] ?? operator
    return accepted({
      verb: 'approve',
      args: { intent: intent.id, by },
      signs: { verb: 'approve', what: intentContent(intent) },
      shown: intentLines(waitingIntent({ state }, intent)),
    })
  },
  lines: ({ intent }) => [`${intent} is approved.`],
})
