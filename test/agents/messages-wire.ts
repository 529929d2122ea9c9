/** The wire of Anthropic's messages, as far as Claude Code needs it: a request read, an answer streamed. */
import { isJsonObject, type JsonObject } from '../../src/base/index.ts'
import { type Seen, sinceAnswer, type Step, type StreamedEvent, textsIn } from './step.ts'

const usage = { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }

const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : []

/** What a request to `/v1/messages` asks. */
export const seenInMessages = (speaker: string, body: JsonObject): Seen => {
  const messages = objectsIn(body['messages'])
  const told = messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) =>
      typeof content === 'string'
        ? [content]
        : objectsIn(content).flatMap(({ type, text }) => (type === 'text' ? textsIn(text) : [])),
    )
  return {
    speaker,
    answers: messages.filter(({ role }) => role === 'assistant').length,
    tools: objectsIn(body['tools']).flatMap(({ name }) => textsIn(name)),
    told: told.join('\n'),
    all: textsIn(messages).join('\n'),
    last: textsIn(sinceAnswer(messages, ({ role }) => role === 'assistant')).join('\n'),
  }
}

/** The events of an answer, in the order of the stream. */
export const messagesEvents = (step: Step, model: string, id: string): readonly StreamedEvent[] => {
  const { text, call } = step
  const blocks: JsonObject[] = []
  if (text !== undefined) blocks.push({ type: 'text', text })
  if (call !== undefined) {
    const input = 'input' in call ? call.input : { input: call.raw }
    blocks.push({ type: 'tool_use', id: `toolu_${id}`, name: call.tool, input })
  }
  const message = { id: `msg_${id}`, type: 'message', role: 'assistant', model, content: [] }
  const open = { stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } }
  const stop = call === undefined ? 'end_turn' : 'tool_use'
  return [
    { type: 'message_start', message: { ...message, ...open } },
    ...blocks.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason: stop, stop_sequence: null },
      usage: { output_tokens: 10 },
    },
    { type: 'message_stop' },
  ]
}

const blockEvents = (block: JsonObject, index: number): readonly StreamedEvent[] => {
  const isText = block['type'] === 'text'
  const empty = isText ? { ...block, text: '' } : { ...block, input: {} }
  const delta: JsonObject = isText
    ? { type: 'text_delta', text: block['text'] ?? '' }
    : { type: 'input_json_delta', partial_json: JSON.stringify(block['input']) }
  return [
    { type: 'content_block_start', index, content_block: empty },
    { type: 'content_block_delta', index, delta },
    { type: 'content_block_stop', index },
  ]
}
