/** Codex's own server for programs: the one way to see which hooks it would run, and to have it trust them. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { isJsonObject, lineSplitter } from '../../base/index.ts'

/** A running server. A call that is refused, or not answered in time, is undefined. */
export interface CodexServer {
  /** Where Codex keeps its settings. */
  readonly home: string
  readonly call: (method: string, asked: unknown) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Where it runs. */
export interface CodexPlace {
  readonly folder: string
  readonly variables: { readonly [name: string]: string | undefined }
  /** How long a call may take; ten seconds unless said. */
  readonly answerMsMax?: number
}

const answerMsUsual = 10_000
const endMsMax = 3000
const lineCharactersMax = 16 * 1024 * 1024

/** Starts the server; undefined where this Codex has none that we can speak with. */
export const openCodexServer = async (
  program: string,
  { folder, variables, answerMsMax = answerMsUsual }: CodexPlace,
): Promise<CodexServer | undefined> => {
  const child = spawn(program, ['app-server'], { cwd: folder, env: variables })
  const answers = new Map<number, (result: unknown) => void>()
  const over = (): void => {
    for (const answer of answers.values()) answer(undefined)
    answers.clear()
  }
  child.on('error', over)
  child.on('exit', over)
  child.stdin.on('error', over)
  child.stderr.resume()
  listen(child, answers)
  let calls = 0
  const call = async (method: string, asked: unknown): Promise<unknown> => {
    calls += 1
    const request = { id: calls, method, asked }
    return await ask(child, answers, { request, answerMsMax })
  }
  const close = async (): Promise<void> => await end(child)
  const about = await call('initialize', {
    clientInfo: { name: 'firm', title: 'Firm', version: '1' },
  })
  const home = isJsonObject(about) ? about['codexHome'] : undefined
  if (typeof home === 'string') {
    child.stdin.write('{"method":"initialized"}\n')
    return { home, call, close }
  }
  await close()
  return undefined
}

type Answers = Map<number, (result: unknown) => void>

const listen = ({ stdout }: ChildProcessWithoutNullStreams, answers: Answers): void => {
  const split = lineSplitter(lineCharactersMax)
  stdout.setEncoding('utf8')
  stdout.on('data', (piece: string) => {
    for (const line of split(piece)) {
      const said = parsed(line)
      if (said === undefined || typeof said['id'] !== 'number') continue
      answers.get(said['id'])?.(said['result'])
      answers.delete(said['id'])
    }
  })
}

const parsed = (line: string): { readonly [name: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

interface Asking {
  readonly request: { readonly id: number; readonly method: string; readonly asked: unknown }
  readonly answerMsMax: number
}

const ask = async (
  child: ChildProcessWithoutNullStreams,
  answers: Answers,
  { request, answerMsMax }: Asking,
): Promise<unknown> => {
  if (child.exitCode !== null || child.pid === undefined) return undefined
  const { id, method, asked } = request
  const answered = new Promise<unknown>((resolve) => void answers.set(id, resolve))
  const body = [JSON.stringify(id), JSON.stringify(method), JSON.stringify(asked)]
  child.stdin.write(`{"id":${body[0]},"method":${body[1]},"params":${body[2]}}\n`)
  const late = new AbortController()
  const silence = wait(answerMsMax, undefined, { signal: late.signal }).catch(() => undefined)
  const result = await Promise.race([answered, silence])
  late.abort()
  answers.delete(id)
  return result
}

// It ends when nobody speaks with it any more; who does not is ended.
const end = async (child: ChildProcessWithoutNullStreams): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.stdin.end()
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const late = new AbortController()
    const waited = wait(endMsMax, 'late', { signal: late.signal }).catch(() => undefined)
    const first = await Promise.race([exited, waited])
    late.abort()
    if (first !== 'late') return
    child.kill(signal)
  }
}
