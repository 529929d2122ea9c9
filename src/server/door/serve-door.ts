/** The door on loopback: agents post their hooks, and each is answered in its own JSON. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { accepted, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { complaintHeader, doorAddress, doorHeader, processHeader } from '../../api/door/index.ts'
import type { WindowToolAnswer } from '../../api/window-tools/index.ts'
import type { AskedDoor, Door } from '../../host/index.ts'
import type { HookAnswer } from '../../minds/window/index.ts'
import { admit, type DoorTokens } from './admission.ts'
import { openAskAnswering, type PostedAsk } from './answer-ask.ts'
import { type AnsweringNeeds, openAnswering, type PostedHook } from './answer-hook.ts'
import { readBody } from './hook-body.ts'

/** What is served, and where. */
export interface DoorServing extends AnsweringNeeds {
  readonly door: Door & AskedDoor
  readonly port: number
  /** Asked anew for each call: an agent may join or leave while the door is open. */
  readonly tokens: () => DoorTokens
  /** Where this host's process numbers mean something; numbers from elsewhere are not passed on. */
  readonly processSpace?: string
  /** How long a request may take to come; 10 s unless said. */
  readonly patienceMs?: number
}

/** A door that is open. */
export interface DoorServer {
  readonly close: () => Promise<void>
}

const patienceMsUsual = 10_000

/** More connections than this are closed at once. */
const connectionsMax = 128

/** How long what is being answered may take when the door is closed. */
const closingMs = 500

/** Opens the door; refused where another program has the port. */
export const serveDoor = async (serving: DoorServing): Promise<Outcome<DoorServer, 'taken'>> => {
  const answer = openAnswering(serving)
  const answerAsk = openAskAnswering(serving.door)
  const { patienceMs = patienceMsUsual } = serving
  const server = createServer(
    {
      requestTimeout: patienceMs,
      connectionsCheckingInterval: Math.ceil(patienceMs / 10),
    },
    (request, response) => {
      attend(request, response, { serving, answer, answerAsk }).catch(() => response.destroy())
    },
  )
  server.maxConnections = connectionsMax
  const listening = await listen(server, serving.port)
  if (!listening) return refused('taken', takenMessage(serving.port), takenHint(serving.port))
  return accepted({ close: async () => await close(server) })
}

const takenMessage = (port: number): string => `another program listens on ${doorAddress}:${port}`

const takenHint = (port: number): string =>
  `End what listens on port ${port}; until then windows that joined are refused.`

const listen = async (server: Server, port: number): Promise<boolean> =>
  await new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    server.once('error', failed)
    server.listen({ port, host: doorAddress, exclusive: true }, () => {
      server.off('error', failed)
      resolve(true)
    })
  })

const close = async (server: Server): Promise<void> =>
  await new Promise((resolve) => {
    const slow = setTimeout(() => server.closeAllConnections(), closingMs)
    server.close(() => {
      clearTimeout(slow)
      resolve()
    })
    server.closeIdleConnections()
  })

interface Attending {
  readonly serving: DoorServing
  readonly answer: (posted: PostedHook) => Promise<HookAnswer>
  readonly answerAsk: (posted: PostedAsk) => Promise<WindowToolAnswer>
}

const attend = async (
  request: IncomingMessage,
  response: ServerResponse,
  { serving, answer, answerAsk }: Attending,
): Promise<void> => {
  // Who asked may be gone before the answer; that is theirs to notice.
  response.on('error', () => response.destroy())
  const { port, tokens, processSpace } = serving
  const admitted = admit(request, { port, tokens: tokens() })
  if (!admitted.ok) {
    const { status, says } = admitted
    // What is not admitted is not read either, so nothing of it may be taken for the next request.
    return send(response, { status, json: { error: says }, headers: { connection: 'close' } })
  }
  const body = await readBody(request)
  if (body === undefined) return void response.destroy()
  const { agent } = admitted
  if (admitted.asks) {
    const { ok, text } = await answerAsk({ agent, body })
    return send(response, { status: 200, json: { ok, text }, headers: {} })
  }
  const process = processOf(request.headers[processHeader], processSpace)
  const posted = { agent, body, ...(process === undefined ? {} : { process }) }
  const { json, exitCode, complaint } = await answer(posted)
  const headers = exitCode === 0 ? {} : { [complaintHeader]: encodeURIComponent(complaint) }
  send(response, { status: 200, json, headers })
}

const processOf = (given: unknown, space: string | undefined): number | undefined => {
  if (typeof given !== 'string' || space === undefined) return undefined
  const [, number, named] = /^([1-9]\d{0,9})@(.+)$/.exec(given) ?? []
  return named === space ? Number(number) : undefined
}

interface Sent {
  readonly status: number
  readonly json: JsonObject
  readonly headers: { readonly [name: string]: string }
}

const send = (response: ServerResponse, { status, json, headers }: Sent): void => {
  const text = JSON.stringify(json)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    [doorHeader]: '1',
    ...headers,
  })
  response.end(text)
}
