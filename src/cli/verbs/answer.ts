/** `firm answer ID TEXT`: what an open enactment waits for, in your words. */
import { z } from 'zod'
import { answerForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { speakerOf } from '../speaker.ts'
import { steerVerb, wordsOf } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const answer: Verb = steerVerb({
  form: answerForm,
  answer: z.object({
    enactment: z.string().exactOptional(),
    intent: z.string().exactOptional(),
    outcome: z.string().exactOptional(),
  }),
  plan: (given, seat) => {
    const speaker = speakerOf(seat, given.options['as'])
    if (!speaker.ok) return speaker
    const { message } = given.options
    return accepted({
      verb: 'answer',
      args: {
        id: argumentOf(given, 'id') ?? '',
        text: wordsOf(given, 'text'),
        by: speaker.value,
        ...(message === undefined ? {} : { message }),
      },
    })
  },
  lines: ({ enactment, intent, outcome }) =>
    outcome !== undefined
      ? [`The effect in doubt is settled as ${outcome}.`]
      : [
          intent === undefined
            ? `Answered in ${enactment ?? ''}.`
            : `It waits at a gate as ${intent}: \`firm intents\`.`,
        ],
})
