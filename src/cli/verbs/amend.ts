/** `firm amend INTENT TEXT`: veto, and your own message in its place. */
import { z } from 'zod'
import { amendForm } from '../../api/verbs/index.ts'
import { accepted, isJsonObject, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { textValue } from '../../host/looks/index.ts'
import { amendedContent, type FirmState, type Intent } from '../../kernel/index.ts'
import { findIntent } from '../find-intent.ts'
import { steerVerb, wordsOf } from '../steer-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const amend: Verb = steerVerb({
  form: amendForm,
  answer: z.object({ intent: z.string(), enactment: z.string() }),
  plan: (given, { state, operator: by }) => {
    const found = findIntent(state, argumentOf(given, 'intent') ?? '')
    if (!found.ok) return found
    const intent = found.value
    const facts = factsOf(state, intent, wordsOf(given, 'text'))
    if (!facts.ok) return facts
    const because = given.options['because'] ?? ''
    return accepted({
      verb: 'amend',
      args: { intent: intent.id, by, because, facts: facts.value },
      signs: { verb: 'amend', what: amendedContent(intent, facts.value) },
      shown: [`Instead of ${intent.id}: ${JSON.stringify(facts.value)}`],
    })
  },
  lines: ({ intent, enactment }) => [`${intent} is vetoed; yours is sent in ${enactment}.`],
})

// JSON changes the facts that it names; plain words are the value of the only fact.
const factsOf = (
  state: FirmState,
  { id, messages, enactment }: Intent,
  text: string,
): Outcome<JsonObject, string> => {
  const facts = messages[0]?.facts ?? {}
  const names = Object.keys(facts)
  const given = parseObject(text)
  if (given !== undefined && Object.keys(given).every((name) => names.includes(name))) {
    return accepted({ ...facts, ...given })
  }
  const [only, ...others] = names
  if (only === undefined || others.length > 0) {
    return refused(
      'nothing-fits',
      `${id} binds ${names.length === 0 ? 'nothing' : names.join(', ')}, so words alone do not amend it`,
      names.length === 0 ? 'Veto it instead.' : `Give JSON: {"${only ?? ''}": …}.`,
    )
  }
  const form = state.open.get(enactment)?.machine.form ?? openedForm(state, messages[0]?.opens)
  const value = textValue(text, form?.facts[only]?.schema ?? {})
  return value === undefined
    ? refused(
        'nothing-fits',
        `${only} does not take ${JSON.stringify(text)}`,
        'Give its value as JSON.',
      )
    : accepted({ [only]: value })
}

const openedForm = (state: FirmState, protocol: string | undefined) =>
  state.charter?.protocols[protocol ?? '']

const parseObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
