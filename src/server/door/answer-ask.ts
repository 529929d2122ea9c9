/** What is answered to a tool of a window: by the firm, for the window whose session it bears. */
import { hookBytesMax } from '../../api/door/index.ts'
import type { WindowToolAnswer } from '../../api/window-tools/index.ts'
import { isJsonObject, type Json } from '../../base/index.ts'
import type { AgentName, AskedDoor } from '../../host/index.ts'
import type { HookBody } from './hook-body.ts'

/** A tool's call as it came. */
export interface PostedAsk {
  readonly agent: AgentName
  readonly body: HookBody
}

/** So many are answered at once: a question costs more than a hook, which must never wait for one. */
const asksAtOnceMax = 16

/** Answers the tools of windows; it never throws. */
export const openAskAnswering = (
  door: AskedDoor,
): ((posted: PostedAsk) => Promise<WindowToolAnswer>) => {
  let atOnce = 0
  return async ({ agent, body: { text, isTooLong } }) => {
    if (isTooLong) return no(`Firm takes ${hookBytesMax / 1024 / 1024} MB in one call.`)
    const asked = readAsk(text)
    if (asked === undefined) return no('Firm could not read this call.')
    if (atOnce >= asksAtOnceMax) return no(`Firm is busy with ${atOnce} calls: try this again.`)
    atOnce += 1
    try {
      return await door.ask({ agent, ...asked })
    } finally {
      atOnce -= 1
    }
  }
}

const no = (text: string): WindowToolAnswer => ({ ok: false, text })

interface ReadAsk {
  readonly session: string
  readonly tool: string
  readonly input: Json
}

const readAsk = (text: string): ReadAsk | undefined => {
  const read = parseJson(text)
  if (!isJsonObject(read)) return undefined
  const { session, tool, input = null } = read
  if (typeof session !== 'string' || typeof tool !== 'string') return undefined
  return { session, tool, input }
}

const parseJson = (text: string): Json | undefined => {
  try {
    const read: Json = JSON.parse(text)
    return read
  } catch {
    return undefined
  }
}
