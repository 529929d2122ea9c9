/** The wire of OpenAI's responses, as far as Codex needs it: a request read, an answer streamed. */
import { isJsonObject, type JsonObject } from '../../src/base/index.ts'
import { type Seen, sinceAnswer, type Step, type StreamedEvent, textsIn } from './step.ts'

const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 10,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 20,
}

const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : []

const isCall = ({ type }: JsonObject): boolean => typeof type === 'string' && type.endsWith('_call')

/** Words before a call belong to one answer with it. */
const isAnswer = (item: JsonObject, at: number, items: readonly JsonObject[]): boolean => {
  const next = items[at + 1]
  return isCall(item) || (item['role'] === 'assistant' && (next === undefined || !isCall(next)))
}

/** What a request to `/responses` asks. */
export const seenInResponses = (speaker: string, body: JsonObject): Seen => {
  const input = objectsIn(body['input'])
  const told = input.filter(({ role }) => role === 'user').flatMap((item) => textsIn(item))
  return {
    speaker,
    answers: input.filter(isAnswer).length,
    tools: objectsIn(body['tools']).flatMap(({ name, type }) => textsIn(name ?? type)),
    told: told.join('\n'),
    all: textsIn(input).join('\n'),
    last: textsIn(sinceAnswer(input, isAnswer)).join('\n'),
  }
}

/** The events of an answer, in the order of the stream. */
export const responsesEvents = (
  step: Step,
  model: string,
  id: string,
): readonly StreamedEvent[] => {
  const output = itemsOf(step, id)
  const response = { id: `resp_${id}`, object: 'response', model }
  const events = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    ...output.flatMap((item, index) => [
      { type: 'response.output_item.added', output_index: index, item },
      { type: 'response.output_item.done', output_index: index, item },
    ]),
    { type: 'response.completed', response: { ...response, status: 'completed', output, usage } },
  ]
  return events.map((event, number) => ({ ...event, sequence_number: number }))
}

const itemsOf = ({ text, call }: Step, id: string): readonly JsonObject[] => {
  const items: JsonObject[] = []
  const status = 'completed'
  if (text !== undefined) {
    const content = [{ type: 'output_text', text, annotations: [] }]
    items.push({ type: 'message', id: `msg_${id}`, role: 'assistant', status, content })
  }
  if (call === undefined) return items
  const named = { call_id: `call_${id}`, name: call.tool, status }
  items.push(
    'raw' in call
      ? { type: 'custom_tool_call', id: `ctc_${id}`, ...named, input: call.raw }
      : { type: 'function_call', id: `fc_${id}`, ...named, arguments: JSON.stringify(call.input) },
  )
  return items
}
