/** The wire of Gemini's generateContent, as far as Gemini CLI needs it: a request read, an answer streamed. */
import { isJsonObject, type Json, type JsonObject } from '../../src/base/index.ts'
import { type Seen, sinceAnswer, type Step } from './step.ts'

const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : []

const stringsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : []
}

/** What a part says: its words, or what came back from a tool. */
const said = (part: JsonObject): readonly string[] => {
  const { text, functionResponse } = part
  if (typeof text === 'string') return [text]
  return isJsonObject(functionResponse) ? stringsIn(functionResponse['response']) : []
}

const partsOf = (content: JsonObject | undefined): readonly JsonObject[] =>
  objectsIn(content?.['parts'])

/** What a request to `:streamGenerateContent` asks. */
export const seenInContents = (speaker: string, body: JsonObject): Seen => {
  const contents = objectsIn(body['contents'])
  const told = contents
    .filter(({ role }) => role === 'user')
    .flatMap(partsOf)
    .filter(({ text }) => typeof text === 'string')
  const declared = objectsIn(body['tools']).flatMap((tool) =>
    objectsIn(tool['functionDeclarations']),
  )
  return {
    speaker,
    answers: contents.filter(({ role }) => role === 'model').length,
    tools: declared.flatMap(({ name }) => stringsIn(name)),
    told: told.flatMap(said).join('\n'),
    all: contents.flatMap(partsOf).flatMap(said).join('\n'),
    last: sinceAnswer(contents, ({ role }) => role === 'model')
      .flatMap(partsOf)
      .flatMap(said)
      .join('\n'),
  }
}

/** An answer, which this wire may stream in one piece. */
export const contentsAnswer = (step: Step, model: string, id: string): JsonObject => {
  const { text, call } = step
  const parts: JsonObject[] = text === undefined ? [] : [{ text }]
  if (call !== undefined) {
    const args = 'input' in call ? call.input : { input: call.raw }
    parts.push({ functionCall: { name: call.tool, args } })
  }
  return {
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 10, totalTokenCount: 20 },
    modelVersion: model,
    responseId: id,
  }
}
