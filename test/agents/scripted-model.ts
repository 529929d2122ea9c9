/**
 * A model that says what a script tells it to, on loopback, so that the real programs of coding agents
 * can be run without a key and without a network. It speaks three wires, all streamed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { isJsonObject, type JsonObject } from '../../src/base/index.ts'
import { contentsAnswer, seenInContents } from './gemini-wire.ts'
import { messagesEvents, seenInMessages } from './messages-wire.ts'
import { responsesEvents, seenInResponses } from './responses-wire.ts'
import type { Script, Seen, Step, StreamedEvent } from './step.ts'

/** A server that runs, and what it was asked. */
export interface ScriptedModel {
  /** The address for one speaker, to which each wire adds its own path. */
  readonly addressFor: (speaker: string) => string
  /** Every request that asked a model, in order. */
  readonly seen: readonly Seen[]
  /** Every other request, by method and path: none is expected but a look at the address. */
  readonly others: readonly string[]
  /** Resolves once a speaker is kept waiting by a step that is silent. */
  readonly silenced: (speaker: string) => Promise<void>
  readonly close: () => Promise<void>
}

interface Wire {
  readonly seen: (speaker: string, body: JsonObject) => Seen
  /** The whole stream of an answer. */
  readonly stream: (step: Step, model: string, id: string) => string
}

const named = (events: readonly StreamedEvent[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

const wires: readonly (readonly [path: string, wire: Wire])[] = [
  [
    '/v1/messages',
    { seen: seenInMessages, stream: (...answer) => named(messagesEvents(...answer)) },
  ],
  [
    '/responses',
    { seen: seenInResponses, stream: (...answer) => named(responsesEvents(...answer)) },
  ],
  [
    ':streamGenerateContent',
    {
      seen: seenInContents,
      stream: (...answer) => `data: ${JSON.stringify(contentsAnswer(...answer))}\r\n\r\n`,
    },
  ],
]

/** Starts the server; every speaker has a script. */
export const openScriptedModel = async (
  scripts: ReadonlyMap<string, Script>,
): Promise<ScriptedModel> => {
  const seen: Seen[] = []
  const others: string[] = []
  const silent = new Map<string, () => void>()
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '', 'http://model')
    const [, speaker = ''] = pathname.split('/')
    const [, wire] = wires.find(([path]) => pathname.endsWith(path)) ?? []
    const body: unknown = wire === undefined ? undefined : JSON.parse(await text(request))
    if (wire === undefined || !isJsonObject(body)) {
      others.push(`${request.method} ${pathname}`)
      response.statusCode = 404
      return void response.end('{}')
    }
    const asked = wire.seen(speaker, body)
    const at = seen.push(asked)
    const step = (await scripts.get(speaker)?.(asked)) ?? { text: 'nobody speaks here' }
    // A silent step keeps the agent waiting until it is ended, as a model that thinks does.
    if (step.silent === true) return silent.get(speaker)?.()
    if (step.status !== undefined) return refuse(response, step.status)
    const { model } = body
    const modelName = typeof model === 'string' ? model : 'scripted'
    response.setHeader('content-type', 'text/event-stream')
    response.end(wire.stream(step, modelName, String(at)))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    addressFor: (speaker) => `http://127.0.0.1:${port}/${speaker}`,
    seen,
    others,
    silenced: async (speaker) => await new Promise((resolve) => silent.set(speaker, resolve)),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const refuse = (response: ServerResponse, status: number): void => {
  response.statusCode = status
  response.setHeader('content-type', 'application/json')
  const error = {
    type: 'authentication_error',
    message: 'the key is made up',
    code: 'invalid_api_key',
  }
  response.end(JSON.stringify({ type: 'error', error }))
}
