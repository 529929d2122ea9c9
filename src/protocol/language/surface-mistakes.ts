/** Mistakes that only the written protocol shows, and its form no longer: unknown fields, foreign effects. */
import type { Mistake } from '../protocol-error.ts'
import { receiversOf } from './fill.ts'
import type { AnySpec, MessageSpec } from './spec.ts'

const specFields = [
  'key',
  'under',
  'roles',
  'environments',
  'distinct',
  'facts',
  'messages',
  'deadlines',
  'never',
]
const messageFields = [
  'from',
  'to',
  'in',
  'not',
  'out',
  'does',
  'ends',
  'round',
  'by',
  'undoes',
  'lease',
]

/** What is wrong with the words of a specification, before its names are looked at. */
export const surfaceMistakes = (spec: AnySpec): readonly Mistake[] => [
  ...unknownFields({ place: 'protocol', thing: spec, known: specFields }),
  ...Object.entries(spec.messages).flatMap(([name, message]) => [
    ...unknownFields({ place: `messages.${name}`, thing: message, known: messageFields }),
    ...foreignEffects(spec, name, message),
  ]),
]

const unknownFields = (at: {
  readonly place: string
  readonly thing: object
  readonly known: readonly string[]
}): readonly Mistake[] =>
  Object.keys(at.thing)
    .filter((field) => !at.known.includes(field))
    .map((field) => ({
      place: at.place,
      sentence: `there is no field '${field}'`,
      mend: `Use one of ${at.known.join(', ')}.`,
    }))

/** The effect must be that of the environment which the message goes to, not of another one. */
const foreignEffects = (spec: AnySpec, name: string, message: MessageSpec): readonly Mistake[] => {
  const { does } = message
  if (does === undefined || 'nature' in does) return []
  const place = `messages.${name}.does`
  const places = receiversOf(message).filter((to) => spec.environments?.[to] !== undefined)
  const [to, ...others] = places
  const declared = to === undefined ? undefined : spec.environments?.[to]
  if (declared === undefined || others.length > 0 || receiversOf(message).length > 1) {
    return [
      {
        place,
        sentence: `an effect happens in one environment, but the message goes to ${receiversOf(message).join(', ')}`,
        mend: `Send '${name}' to the environment of '${does.verb}' alone.`,
      },
    ]
  }
  if ('nature' in declared || declared === does.environment) return []
  return [
    {
      place,
      sentence: `'${does.verb}' is an effect of another environment than '${to}'`,
      mend: `Take the effect from the value that stands under 'environments.${to}'.`,
    },
  ]
}
