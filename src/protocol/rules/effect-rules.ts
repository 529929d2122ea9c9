/** Rules of effects: each happens in one environment, on facts that its message has. */
import type { Binding, EffectForm, MessageForm, ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { factsOf, oneOfNames, pathOf } from './readings.ts'

/** A message with the form that it stands in. */
export interface MessageAt {
  readonly form: ProtocolForm
  readonly message: MessageForm
  readonly place: string
}

/** Mistakes in `does` and `undoes`. */
export const effectMistakes = (at: MessageAt): readonly Mistake[] => [
  ...placeMistakes(at),
  ...readMistakes(at),
  ...undoMistakes(at),
]

const placeMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const environments = message.to.filter((to) => form.environments[to] !== undefined)
  if (message.does === undefined) {
    return environments.map((to) => ({
      place: `${place}.to`,
      sentence: `'${to}' is an environment, and this message does nothing there`,
      mend: 'Say what it does with `does`, or send it to a role.',
    }))
  }
  if (message.to.length === 1 && environments[0] === message.does.environment) return []
  return [
    {
      place: `${place}.does`,
      sentence: `the effect happens in '${message.does.environment}', but the message goes to ${oneOfNames(message.to)}`,
      mend: 'Send it to the one environment in which the effect happens.',
    },
  ]
}

const readMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const { does } = message
  if (does === undefined) return []
  const facts = factsOf(message)
  return [
    ...does.reads
      .filter((fact) => !facts.has(fact))
      .map((fact) => ({
        place: `${place}.does`,
        sentence: `the effect reads '${fact}', which is in neither 'in' nor 'out'`,
        mend: `Add '${fact}' to \`in\`.`,
      })),
    ...(does.kind === 'irreversible' ? unsettled({ form, message, place }, does) : []),
  ]
}

const unsettled = ({ form, message, place }: MessageAt, does: EffectForm): readonly Mistake[] =>
  message.in
    .filter((condition) => isUnsettled(form, condition))
    .map((condition) => ({
      place: `${place}.does`,
      sentence: `'${does.verb}' cannot be undone, but '${pathOf(condition)}' is not final`,
      mend: `Wait until '${condition.fact}' is final: declare it with that finality.`,
    }))

const isUnsettled = (form: ProtocolForm, { fact }: Binding): boolean => {
  const finality = form.facts[fact]?.finality
  return finality !== undefined && finality !== 'final'
}

const undoMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  if (message.undoes === undefined) return []
  const at = `${place}.undoes`
  const undone = form.messages[message.undoes]
  if (undone?.does === undefined) {
    const effects = Object.keys(form.messages).filter((name) => form.messages[name]?.does)
    const sentence = `'${message.undoes}' is no message with an effect`
    return [{ place: at, sentence, mend: `Name one of ${oneOfNames(effects)}.` }]
  }
  if (message.does !== undefined) return []
  const sentence = `it undoes '${message.undoes}' but does nothing itself`
  return [{ place: at, sentence, mend: 'Say with `does` which effect makes it good.' }]
}
