/**
 * Runs a command hook: posts what an agent tells to the door, and prints the answer. It must start fast, so it imports
 * almost nothing; and no failure of its own may let a write go, so each is turned into what the agent refuses by.
 */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { type DoorKeys, hookBytesMax, parseDoorKeys } from '../../api/door/index.ts'
import type { StartedHost } from '../open-firm/start-host.ts'
import { agentProcess } from './agent-process.ts'
import { goesOn, type HookEnd, type HookFailure, letGoOrRefuse } from './hook-failure.ts'
import { type HookInput, readInput } from './hook-input.ts'
import { dropSession, keepSession } from './session-file.ts'
import { postHook, type PostedAnswer, type PostedHook } from './post-hook.ts'

/** A hook to run. */
export interface HookOrder {
  readonly agent: string
  /** FIRM_HOME/door.json. */
  readonly doorFile: string
  readonly input: Readable
  /** The process that called. */
  readonly parent: number
  /** Reads a clock that began with this hook. */
  readonly passedMs: () => number
  readonly startHost: (home: string) => Promise<StartedHost>
}

/** Agents let go what is not refused in time, the soonest of them after five seconds. */
const refusedMsMax = 1_700
const elseMsMax = 4_000

/** The first word of a window waits for a host to come. */
const firstWord = 'SessionStart'
const lastWord = 'SessionEnd'
const hostMsMax = 5_000
const firstWordMsMax = 8_000
const lookAgainMs = 50
const startsMax = 3

const mendHost = 'A person mends it with `firm up`; then try again.'
const mendKeys = 'A person mends it with `firm join`; then try again.'

/** Runs a hook. It never throws, and is over in time whatever hangs. */
export const runHook = async (order: HookOrder): Promise<HookEnd> => {
  let event = ''
  try {
    const input = await inTime(order, refusedMsMax, async () => await readInput(order.input))
    if ('why' in input) return letGoOrRefuse(event, input)
    event = input.event
    const limitMs = event === firstWord ? firstWordMsMax : goesOn(event) ? elseMsMax : refusedMsMax
    const end = await inTime(order, limitMs, async () => await ask(order, input))
    return 'why' in end ? letGoOrRefuse(event, end) : end
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    return letGoOrRefuse(event, { why: `${said}.`, mend: mendHost })
  }
}

const hung: HookFailure = { why: 'its host does not answer.', mend: mendHost }

const inTime = async <T>(
  { passedMs }: HookOrder,
  limitMs: number,
  act: () => Promise<T>,
): Promise<T | HookFailure> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<HookFailure>((resolve) => {
    timer = setTimeout(() => resolve(hung), Math.max(0, limitMs - passedMs()))
  })
  try {
    return await Promise.race([act(), late])
  } finally {
    clearTimeout(timer)
  }
}

const ask = async (
  order: HookOrder,
  { text, isTooLong, event, session }: HookInput,
): Promise<HookEnd | HookFailure> => {
  if (isTooLong) {
    const why = `this is longer than the ${hookBytesMax / 1024 / 1024} MB that it takes at once.`
    return { why, mend: 'Write it in parts.' }
  }
  const keys = readKeys(order.doorFile)
  if ('why' in keys) return keys
  const { agent } = order
  const token = keys.tokens[agent]
  if (token === undefined) return { why: `${agent} has no token.`, mend: mendKeys }
  const process = agentProcess(agent, order.parent)
  const hook: PostedHook = { agent, port: keys.port, token, text, process }
  if (process !== undefined) {
    const handOn = event === lastWord ? dropSession : keepSession
    handOn(dirname(order.doorFile), process, session)
  }
  const answer = await postHook(hook)
  if (answer.kind !== 'nobody' || event !== firstWord) return endOf(answer, keys)
  return endOf(await postToNewHost(order, hook), keys)
}

const readKeys = (file: string): DoorKeys | HookFailure => {
  try {
    const keys = parseDoorKeys(readFileSync(file, 'utf8'))
    return keys ?? { why: `${file} does not hold a port and tokens.`, mend: mendKeys }
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    return { why: `${said}.`, mend: mendKeys }
  }
}

const postToNewHost = async (order: HookOrder, hook: PostedHook): Promise<PostedAnswer> => {
  const home = dirname(order.doorFile)
  const untilMs = order.passedMs() + hostMsMax
  let started = await order.startHost(home)
  for (let starts = 1; order.passedMs() < untilMs;) {
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    const answer = await postHook(hook)
    if (answer.kind !== 'nobody') return answer
    const code = started.exitCode()
    // One that ended well found another program hosting: a host, or a command that is soon done.
    if (code === 0 && starts < startsMax) {
      starts += 1
      started = await order.startHost(home)
    } else if (code !== undefined && code !== 0) return answer
  }
  return { kind: 'nobody' }
}

const endOf = (answer: PostedAnswer, { port }: DoorKeys): HookEnd | HookFailure => {
  switch (answer.kind) {
    case 'answer': {
      const { json, complaint } = answer
      const printed = `${json}\n`
      if (complaint === undefined) return { code: 0, printed, complaint: '' }
      return { code: 2, printed, complaint: `${complaint}\n` }
    }
    case 'nobody':
      return { why: `no host listens on port ${port}.`, mend: mendHost }
    case 'away':
      return { why: `its host says: ${answer.says}.`, mend: mendKeys }
    case 'failed':
      return { why: answer.why, mend: mendHost }
  }
}
