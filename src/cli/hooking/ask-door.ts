/** Asks the door in the name of the window whose agent runs this process. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseDoorKeys } from '../../api/door/index.ts'
import type { WindowToolAnswer } from '../../api/window-tools/index.ts'
import { agentProcess } from './agent-process.ts'
import { postAsk } from './post-hook.ts'
import { readSession } from './session-file.ts'

/** For which agent, by which keys, and below which process. */
export interface DoorAsking {
  readonly agent: string
  /** FIRM_HOME/door.json. */
  readonly doorFile: string
  /** The process that called. */
  readonly parent: number
}

/** Asks by a tool. What fails is an answer with its mend; it never throws. */
export const askDoor = async (
  { agent, doorFile, parent }: DoorAsking,
  tool: string,
  input: unknown,
): Promise<WindowToolAnswer> => {
  const keys = readKeys(doorFile)
  const token = keys?.tokens[agent]
  if (keys === undefined || token === undefined) {
    return no(`${agent} has not joined.`, 'A person mends it with `firm join`.')
  }
  // Looked up anew each time: a window may begin another session.
  const process = agentProcess(agent, parent)
  const session = process === undefined ? undefined : readSession(dirname(doorFile), process)
  if (session === undefined) {
    return no(
      'no hook of this window has spoken yet.',
      'Go on, and try again after your next prompt.',
    )
  }
  const text = JSON.stringify({ session, tool, input })
  const answer = await postAsk({ agent, port: keys.port, token, text, process })
  switch (answer.kind) {
    case 'answer':
      return answerIn(answer.json)
    case 'nobody':
      return no(`no host listens on port ${keys.port}.`, 'A person mends it with `firm up`.')
    case 'away':
      return no(`its host says: ${answer.says}.`, 'A person mends it with `firm join`.')
    case 'failed':
      return no(answer.why, 'A person mends it with `firm up`.')
  }
}

const no = (why: string, mend: string): WindowToolAnswer => ({
  ok: false,
  text: `Firm could not be asked: ${why} ${mend}`,
})

const readKeys = (file: string) => {
  try {
    return parseDoorKeys(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

// The door's own JSON: what was posted, it answered.
const answerIn = (json: string): WindowToolAnswer => {
  const read: { readonly ok?: unknown; readonly text?: unknown } = JSON.parse(json)
  return { ok: read.ok === true, text: typeof read.text === 'string' ? read.text : '' }
}
