/** `firm erase SUBJECT`: what is kept about a person goes for ever; without a name it says about whom there is content. */
import { z } from 'zod'
import { eraseForm } from '../../api/verbs/index.ts'
import { accepted } from '../../base/index.ts'
import { erasureOrder } from '../../host/verbs/index.ts'
import { afterLastAct } from '../../kernel/index.ts'
import { lookAt } from '../look-at.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Answer, type Verb } from '../verb.ts'

const saltBytes = 32

const ordered: Verb = steerVerb({
  form: eraseForm,
  answer: z.object({ subject: z.string(), contentCount: z.int() }),
  plan: (given, { operator: by, state }, { secrets }) => {
    const subject = argumentOf(given, 'subject') ?? ''
    const salt = Buffer.from(secrets.randomBytes(saltBytes)).toString('hex')
    const what = afterLastAct(state, erasureOrder(subject, salt))
    return accepted({
      verb: 'erase',
      args: { by, subject, salt },
      signs: { verb: 'erase', what },
      shown: [`This erases for ever what is kept about ${subject}; no copy of it is left here.`],
    })
  },
  lines: ({ subject, contentCount }) => [
    `Erased: ${contentCount} contents about ${subject}. The chain is still valid.`,
    `What was said of ${subject} in facts that are not personal stands in the ledger, and cannot be erased.`,
  ],
})

export const erase: Verb = {
  ...eraseForm,
  run: async (given, surroundings) =>
    argumentOf(given, 'subject') === undefined
      ? await lookAt(surroundings, undefined, async ({ content }): Promise<Answer> => {
          const subjects = await content.subjects()
          const lines = subjects.map(
            ({ name, contentCount }) => `${name}  ${contentCount} contents`,
          )
          return {
            exit: 'done',
            lines: lines.length === 0 ? ['Nothing personal is kept.'] : lines,
            json: subjects.map((subject) => ({ ...subject })),
          }
        })
      : await ordered.run(given, surroundings),
}
