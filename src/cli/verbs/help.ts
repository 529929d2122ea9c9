/** `firm help`: the verbs to begin with, all of them, or one. */
import { helpForm, type VerbForm } from '../../api/verbs/index.ts'
import { everyVerb, firstScreen, oneVerb } from '../help.ts'
import { WrongUsageError } from '../reading.ts'
import { argumentOf, type Verb } from '../verb.ts'

/** The verb that knows all others; it is made last, when they are known. */
export const helpAbout = (others: readonly VerbForm[]): Verb => {
  const verbs = [...others, helpForm]
  const json = verbs.map(({ name, summary, example }) => ({ name, summary, example }))
  return {
    ...helpForm,
    run: async (given) => {
      const asked = argumentOf(given, 'verb')
      if (asked === undefined) return { exit: 'done', lines: firstScreen(verbs), json }
      if (asked === 'all') return { exit: 'done', lines: everyVerb(verbs), json }
      const verb = verbs.find(({ name }) => name === asked)
      if (verb !== undefined) {
        return {
          exit: 'done',
          lines: oneVerb(verb),
          json: json.filter((one) => one.name === asked),
        }
      }
      throw new WrongUsageError(`there is no verb \`${asked}\``, 'See `firm help all`.')
    },
  }
}
