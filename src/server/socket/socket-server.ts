/** The socket of a running host: programs of the same user ask for verbs and watch events over it. */
import { chmod, unlink } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { type HostReply, hostRequest, type HostRequest, watchVerb } from '../../api/index.ts'
import { lineSplitter } from '../../base/index.ts'
import { type Desk, performVerb, watch } from '../../host/verbs/index.ts'

/** How long a request may be; a fact that is longer belongs into content. */
const requestCharactersMax = 16 * 1024 * 1024

/** How long what is being answered and sent may take when the socket is closed. */
const closingMs = 500

/** A socket that is served. */
export interface SocketServer {
  /** How many programs are connected. */
  readonly connected: () => number
  /** Tells every connection why, ends it, and removes the socket. */
  readonly close: (why: string) => Promise<void>
}

/**
 * Serves a desk at a path. Only whoever holds the firm's lock may call this: a socket that is there is
 * a dead host's, and is replaced.
 */
export const serveSocket = async (path: string, desk: Desk): Promise<SocketServer> => {
  await unlink(path).catch(() => undefined)
  const sockets = new Set<Socket>()
  const answers = new Set<Promise<void>>()
  const due = (answering: Promise<void>): void => {
    answers.add(answering)
    void answering.finally(() => answers.delete(answering))
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    attend(socket, desk, due)
  })
  await listen(server, path)
  await chmod(path, 0o600)
  return {
    connected: () => sockets.size,
    close: async (why) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const slow = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, closingMs)
      // Whoever asked it to end hears the answer first.
      await Promise.race([Promise.all(answers), closed])
      const last: HostReply = { id: 0, kind: 'ending', why }
      for (const socket of sockets) socket.end(`${JSON.stringify(last)}\n`)
      await closed
      clearTimeout(slow)
    },
  }
}

const listen = async (server: Server, path: string): Promise<void> =>
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** One connection: its requests are answered as they are done, in any order. */
const attend = (socket: Socket, desk: Desk, due: (answering: Promise<void>) => void): void => {
  const split = lineSplitter(requestCharactersMax)
  const stops: (() => void)[] = []
  const send = (reply: HostReply): void => {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`)
  }
  socket.setEncoding('utf8')
  // Who asked may be gone before the answer; that is theirs to notice.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const stop of stops) stop()
  })
  socket.on('data', (piece: string) => {
    try {
      for (const line of split(piece)) {
        const stop = take(desk, line, { send, due })
        if (stop !== undefined) stops.push(stop)
      }
    } catch {
      socket.destroy()
    }
  })
}

interface Answering {
  readonly send: (reply: HostReply) => void
  /** Notes what is being answered. */
  readonly due: (answering: Promise<void>) => void
}

/** Begins to answer one line; a watch answers how to end it. */
const take = (desk: Desk, line: string, { send, due }: Answering): (() => void) | undefined => {
  const request = parseRequest(line)
  if (request === undefined) {
    const message = 'a request is one line of JSON: {"id": 1, "verb": "status", "args": {}}'
    send({ id: 0, kind: 'refused', why: 'bad-request', message })
    return undefined
  }
  const { id, verb, args } = request
  if (verb !== watchVerb) {
    due(answer(desk, request, send))
    return undefined
  }
  const after = typeof args['after'] === 'number' ? args['after'] : 0
  const watching = watch(desk, after, (told) => send({ id, kind: 'told', told }))
  watching.caughtUp.then(
    () => send({ id, kind: 'value', value: null }),
    (cause: unknown) => send(failure(id, cause)),
  )
  return watching.stop
}

const parseRequest = (line: string): HostRequest | undefined => {
  try {
    const parsed = hostRequest.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const answer = async (
  desk: Desk,
  { id, verb, args }: HostRequest,
  send: (reply: HostReply) => void,
): Promise<void> => {
  try {
    const outcome = await performVerb(desk, verb, args)
    if (outcome.ok) return send({ id, kind: 'value', value: outcome.value })
    const { why, message, hint } = outcome
    send({ id, kind: 'refused', why, message, ...(hint === undefined ? {} : { hint }) })
  } catch (cause) {
    send(failure(id, cause))
  }
}

const failure = (id: number, cause: unknown): HostReply => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const hint =
    cause instanceof Error && 'hint' in cause && typeof cause.hint === 'string'
      ? { hint: cause.hint }
      : {}
  return { id, kind: 'refused', why: 'failed', message, ...hint }
}
