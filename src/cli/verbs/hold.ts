/** `firm hold PATH`: standing facts stay as they are for minutes; `--end` lets go before, of leases too. */
import { z } from 'zod'
import { holdForm } from '../../api/verbs/index.ts'
import { accepted, formatInstant, parseInstant } from '../../base/index.ts'
import { holdMsMax } from '../../kernel/index.ts'
import { WrongUsageError } from '../reading.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

const minuteMs = 60_000

const durationIn = ({ options }: Given): number => {
  const text = options['minutes']
  if (text === undefined) return holdMsMax
  const forMs = Number(text) * minuteMs
  if (Number.isSafeInteger(forMs) && forMs > 0 && forMs <= holdMsMax) return forMs
  const most = holdMsMax / minuteMs
  throw new WrongUsageError(
    `--minutes is ${text}, and a hold lasts up to ${most} minutes`,
    'Others wait for as long: hold again when it has ended.',
  )
}

export const hold: Verb = steerVerb({
  form: holdForm,
  answer: z.object({
    hold: z.string(),
    paths: z.array(z.string()).exactOptional(),
    until: z.int().exactOptional(),
    resources: z.array(z.string()).exactOptional(),
  }),
  plan: (given, { operator: by }) =>
    'end' in given.options
      ? accepted({ verb: 'end-hold', args: { by, hold: argumentOf(given, 'path') ?? '' } })
      : accepted({
          verb: 'hold',
          args: { by, paths: [...(given.arguments['path'] ?? [])], forMs: durationIn(given) },
        }),
  lines: ({ hold: name, paths = [], until, resources }) => {
    if (resources !== undefined) return [`${name} no longer holds ${resources.join(', ')}.`]
    const at = parseInstant(until)
    return at === undefined
      ? [`The hold ${name} has ended.`]
      : [`${paths.join(', ')} stays as it is until ${formatInstant(at)} (hold ${name}).`]
  },
})
