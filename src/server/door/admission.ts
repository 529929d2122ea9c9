/** Who may speak with the door: a program of this machine that bears an agent's token, and no page of a browser. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { askPath, doorAddress, doorPath, tokenHeader } from '../../api/door/index.ts'
import type { AgentName } from '../../host/index.ts'

/** The tokens of the agents that were set up. */
export type DoorTokens = { readonly [agent in AgentName]?: string }

/** What a request is to be judged by. */
export interface DoorKeeping {
  readonly port: number
  readonly tokens: DoorTokens
}

/** A request that may speak for an agent, or why it may not. */
export type Admission =
  | { readonly ok: true; readonly agent: AgentName; readonly asks: boolean }
  | { readonly ok: false; readonly status: number; readonly says: string }

const agents: readonly AgentName[] = ['claude', 'codex', 'gemini']

/** Judges a request by its head alone; its body is read only of one that may speak. */
export const admit = (request: IncomingMessage, { port, tokens }: DoorKeeping): Admission => {
  const { headers, method, url } = request
  if (headers.host !== `${doorAddress}:${port}`) {
    return away(
      403,
      `the door is at ${doorAddress}:${port}, and speaks to nobody who calls it else`,
    )
  }
  if ('origin' in headers) return away(403, 'the door does not speak to pages of a browser')
  const agent = agents.find((name) => url === doorPath(name) || url === askPath(name))
  if (agent === undefined) return away(404, `there is ${agents.map(doorPath).join(', ')}`)
  if (method !== 'POST') return away(405, 'a hook is posted')
  if (!isJson(headers['content-type'])) return away(415, 'a hook is application/json')
  const given = headers[tokenHeader]
  const token = tokens[agent]
  if (token === undefined) return away(401, `${agent} has not joined: firm join`)
  if (typeof given !== 'string') return away(401, `a hook bears its token in ${tokenHeader}`)
  if (!isSame(given, token)) return away(401, `this is not the token of ${agent}: firm join`)
  return { ok: true, agent, asks: url === askPath(agent) }
}

const away = (status: number, says: string): Admission => ({ ok: false, status, says })

const isJson = (type = ''): boolean => /^application\/json\s*(;|$)/i.test(type)

// Digests are of one length, so how long it takes tells nothing of either.
const isSame = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
