/** `firm brief MEMBER`: what a mind would be given for a turn, and what was left out of it. */
import { shownBrief } from '../../api/index.ts'
import { briefForm } from '../../api/verbs/index.ts'
import { brief as reading } from '../../host/looks/index.ts'
import { lookVerb } from '../look-verb.ts'
import { WrongUsageError } from '../reading.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

const tokensIn = ({ options }: Given): number | undefined => {
  const text = options['tokens']
  if (text === undefined) return undefined
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new WrongUsageError(`--tokens is ${text}, not a count`, 'Give a whole number from 1.')
}

export const brief: Verb = lookVerb({
  form: briefForm,
  reading,
  answer: shownBrief,
  args: (given) => {
    const enactment = argumentOf(given, 'enactment')
    const tokens = tokensIn(given)
    return {
      member: argumentOf(given, 'member') ?? '',
      ...(enactment === undefined ? {} : { enactment }),
      ...(tokens === undefined ? {} : { tokens }),
    }
  },
  lines: ({ text, receipt }) => [
    ...text.trimEnd().split('\n'),
    '',
    `${receipt.tokens} of ${receipt.tokensMax} tokens (estimated), from the ledger up to ${receipt.position}`,
    ...receipt.leftOut.map(({ section, what, why }) => `left out for ${why}: ${what} (${section})`),
  ],
})
