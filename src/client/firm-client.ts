/** The client of a firm: verbs are asked by name and events are watched, whatever lies between. */
import {
  hostReply,
  type HostReply,
  type HostRequest,
  type ToldLine,
  watchVerb,
} from '../api/index.ts'
import {
  accepted,
  FirmError,
  type Json,
  type JsonObject,
  type Outcome,
  refused,
} from '../base/index.ts'

/** A line to a host: a socket, a web socket, or a test's. */
export interface Wire {
  readonly send: (line: string) => void
  /** Called once by the client, with what hears each line and the end. */
  readonly open: (heard: (line: string) => void, ended: () => void) => void
  readonly close: () => void
}

/** What a program may do with a firm. */
export interface FirmClient {
  /** Asks for a verb. Throws HostGoneError where the host ends before it answers. */
  readonly call: (verb: string, args: JsonObject) => Promise<Outcome<Json, string>>
  /** Tells every event after a position; resolves once the past was told, and goes on. */
  readonly watch: (after: number, tell: (told: ToldLine) => void) => Promise<void>
  /** Resolves when the host is gone, with why where it said so, or the client was closed. */
  readonly ended: Promise<string | undefined>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly reply: (outcome: Outcome<Json, string>) => void
  readonly fail: (error: FirmError) => void
}

/** A client over a line. */
export const openClient = (wire: Wire): FirmClient => {
  const asked = new Map<number, Waiting>()
  const watches = new Map<number, (told: ToldLine) => void>()
  let count = 0
  let isOver = false
  let why: string | undefined
  const ended = new Promise<string | undefined>((resolve) => {
    const hear = (line: string): void => {
      const reply = parseReply(line)
      if (reply === undefined) return
      if (reply.kind === 'ending') return void (why = reply.why)
      if (reply.kind === 'told') return watches.get(reply.id)?.(reply.told)
      const waiting = asked.get(reply.id)
      asked.delete(reply.id)
      waiting?.reply(outcomeOf(reply))
    }
    wire.open(hear, () => {
      isOver = true
      for (const { fail } of asked.values()) fail(new HostGoneError(why))
      asked.clear()
      resolve(why)
    })
  })
  const ask = async (
    verb: string,
    args: JsonObject,
    tell?: (told: ToldLine) => void,
  ): Promise<Outcome<Json, string>> => {
    if (isOver) throw new HostGoneError(why)
    const id = (count += 1)
    const request: HostRequest = { id, verb, args }
    if (tell !== undefined) watches.set(id, tell)
    return await new Promise((reply, fail) => {
      asked.set(id, { reply, fail })
      wire.send(JSON.stringify(request))
    })
  }
  return {
    call: async (verb, args) => await ask(verb, args),
    watch: async (after, tell) => void (await ask(watchVerb, { after }, tell)),
    ended,
    close: async () => {
      wire.close()
      await ended
    },
  }
}

const parseReply = (line: string): HostReply | undefined => {
  try {
    const parsed = hostReply.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const outcomeOf = (reply: Exclude<HostReply, { kind: 'told' | 'ending' }>): Outcome<Json, string> =>
  reply.kind === 'value'
    ? accepted(reply.value)
    : refused(reply.why, reply.message, ...(reply.hint === undefined ? [] : [reply.hint]))

/** The host ended while something was asked of it. */
export class HostGoneError extends FirmError {
  override readonly name = 'HostGoneError'
  /** What it said last; absent where it was killed. */
  readonly why: string | undefined

  constructor(why?: string) {
    const said = why === undefined ? '' : `: ${why}`
    super('host-gone', `the host of the firm ended before it answered${said}`, {
      hint: 'Nothing that was acknowledged is lost: give the same command again.',
    })
    this.why = why
  }
}
