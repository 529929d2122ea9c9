/** A host in a process of its own, watched: when it dies it is started again, and what it asks is answered. */
import { type ChildProcess, fork } from 'node:child_process'
import { FirmError } from '../../base/index.ts'
import type { FromHost, HostOrder, Question, ToHost } from './relay.ts'

/** What the watcher hears. */
export interface Watching {
  readonly told: (message: FromHost & { readonly kind: 'told' }) => void
  /** The value that goes back to the host. */
  readonly asked: (question: Question) => Promise<unknown>
  /** A host died by a signal; it is started again at once. */
  readonly died: (signal: string) => void
}

/** A host that has come to rest and still serves. */
export interface RestedHost {
  readonly pid: number
  /** Has it serve other programs; resolves once it does. */
  readonly serve: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** How the host's process is started. */
export interface HostProgram {
  readonly file: string
  readonly execArgv: readonly string[]
  /** The folder of the first minute. */
  readonly home: string
}

/** More deaths than this in one run are no accident. */
const deathsMax = 50

/**
 * Runs a host until it rests, and another after each that died; the next one stands by already. The first may be told to die at a fault point; those after it are not, and one that is
 * killed from outside is replaced like any other.
 */
export const runWatchedHost = async (
  program: HostProgram,
  order: Omit<HostOrder, 'name' | 'heard'>,
  watching: Watching,
): Promise<RestedHost> => {
  let heard = 0
  let standby: ChildProcess | undefined
  const hearing: Watching = {
    ...watching,
    told: (message) => {
      // What a dead host had said may arrive after the next one has said it again.
      if (message.position <= heard) return
      heard = message.position
      // The next one is made ready once this one works: until then it would only keep it waiting.
      if (message.event.type !== 'host-started') standby ??= standBy(program)
      watching.told(message)
    },
  }
  try {
    for (let before = 0; before < deathsMax; before += 1) {
      const { kill, ...lasting } = order
      const named = { ...lasting, name: `host-${before + 1}`, heard }
      const child = standby !== undefined && isThere(standby) ? standby : standBy(program)
      standby = undefined
      const begin = { ...named, ...(kill === undefined || before > 0 ? {} : { kill }) }
      tell(child, { kind: 'begin', order: begin })
      const end = await follow(child, hearing)
      if (end.kind === 'rested') return restedHost(child)
      if (end.kind === 'failed') {
        // Without its channel it ends, and does not keep this process waiting.
        if (child.connected) child.disconnect()
        throw new HostFailedError(end.why)
      }
      watching.died(end.signal)
    }
  } finally {
    // Without its channel it ends by itself.
    if (standby?.connected === true) standby.disconnect()
  }
  throw new HostFailedError(`it died ${deathsMax} times`)
}

// What has to be loaded is loaded before it is needed, so that work goes on at once after a death.
const standBy = ({ file, execArgv, home }: HostProgram): ChildProcess => {
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
  const child = fork(file, [], { execArgv: [...execArgv], stdio: [...stdio] })
  tell(child, { kind: 'stand-by', home })
  return child
}

const isThere = ({ exitCode, signalCode, connected }: ChildProcess): boolean =>
  exitCode === null && signalCode === null && connected

const tell = (child: ChildProcess, message: ToHost): void => {
  // One that died meanwhile does not hear it; its exit says so.
  child.send(message, () => undefined)
}

type End =
  | { readonly kind: 'rested' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'died'; readonly signal: string }

const follow = async (child: ChildProcess, watching: Watching): Promise<End> =>
  await new Promise((resolve) => {
    child.on('message', (message: FromHost) => {
      if (message.kind === 'told') watching.told(message)
      else if (message.kind === 'asked') void reply(child, message, watching)
      else if (message.kind !== 'serving') resolve(message)
    })
    child.on('exit', (code, signal) => {
      if (signal !== null) resolve({ kind: 'died', signal })
      else resolve({ kind: 'failed', why: exitWords(code) })
    })
  })

const exitWords = (code: number | null): string => `it ended with exit code ${code ?? 0}`

const restedHost = (child: ChildProcess): RestedHost => ({
  pid: child.pid ?? 0,
  serve: async () => await serve(child),
  stop: async () => await stop(child),
})

const serve = async (child: ChildProcess): Promise<void> =>
  await new Promise((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.kind === 'serving') resolve()
      if (message.kind === 'failed') reject(new HostFailedError(message.why))
    })
    child.on('exit', (code, signal) => reject(new HostFailedError(signal ?? exitWords(code))))
    tell(child, { kind: 'serve' })
  })

const reply = async (
  child: ChildProcess,
  message: FromHost & { readonly kind: 'asked' },
  watching: Watching,
): Promise<void> => {
  const value = await watching.asked(message.question)
  // A host that died meanwhile asks again once it is back.
  if (child.connected) tell(child, { kind: 'reply', id: message.id, value })
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (!child.connected) return
  await new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    tell(child, { kind: 'stop' })
  })
}

/** The host of the first minute failed, and not by being killed. */
export class HostFailedError extends FirmError {
  override readonly name = 'HostFailedError'

  constructor(why: string) {
    super('host-failed', `the host failed: ${why}`, {
      hint: 'Its ledger is intact. Report this with the output of `firm doctor`.',
    })
  }
}
