/** One program that was started: its output within a limit, its exit, and closing what it left open. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, resolve as resolvePath } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProcessOrder } from '../../host/ports/index.ts'
import { containedCommand, type FoundContainment } from './containment.ts'
import { markVariable } from './process-table.ts'

/** A program that runs. */
export interface StartedProgram {
  readonly pid: number
  /** Resolves with the exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Resolves when it wrote more than it may. */
  readonly overflowed: Promise<void>
  /** Waits a moment for what is still in the pipes, closes them, and answers what was written. */
  readonly close: () => Promise<{ readonly output: string; readonly errorOutput: string }>
}

/** Node's pipes are sockets, which make `bash -c` read the user's .bashrc unless it sees itself as an inner shell. */
const innerShell = { SHLVL: '1' }

/** How long a pipe may stay open after everything that could write to it was ended. */
const drainMs = 500

/** Starts the program as the leader of its own session; answers a sentence where it cannot be started. */
export const startProgram = async (
  order: ProcessOrder,
  containment: FoundContainment,
): Promise<StartedProgram | string> => {
  const trouble = await findTrouble(order)
  if (trouble !== undefined) return trouble
  const { program, args } = containedCommand(containment, order)
  try {
    const child = spawn(program, args, {
      cwd: order.folder,
      env: { ...innerShell, ...order.variables, [markVariable]: order.mark },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    return await watchProgram(child, order)
  } catch (error) {
    return `${order.program} could not be started: ${error instanceof Error ? error.message : 'unknown'}`
  }
}

const watchProgram = (child: ChildProcess, order: ProcessOrder): Promise<StartedProgram> =>
  new Promise((resolve, reject) => {
    child.on('error', reject)
    const exited = new Promise<number | null>((done) => child.on('exit', (code) => done(code)))
    const closed = new Promise<void>((done) => child.on('close', () => done()))
    const { overflowed, read } = collectOutput(child, order.limits.outputBytes)
    const close: StartedProgram['close'] = async () => {
      await Promise.race([closed, wait(drainMs, undefined, { ref: false })])
      for (const stream of child.stdio) stream?.destroy()
      return read()
    }
    child.on('spawn', () => resolve({ pid: child.pid ?? 0, exited, overflowed, close }))
    // A program need not read its input; that it did not is told by what it answers.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(order.input)
  })

/** Keeps what is written up to the limit, both streams together, and says when it is passed. */
const collectOutput = (
  child: ChildProcess,
  bytesMax: number,
): {
  readonly overflowed: Promise<void>
  readonly read: () => { readonly output: string; readonly errorOutput: string }
} => {
  const kept = { output: [] as Buffer[], errorOutput: [] as Buffer[] }
  let bytes = 0
  const overflowed = new Promise<void>((resolve) => {
    const keep = (chunks: Buffer[]) => (chunk: Buffer) => {
      if (bytes < bytesMax) chunks.push(chunk.subarray(0, bytesMax - bytes))
      bytes += chunk.length
      if (bytes > bytesMax) resolve()
    }
    child.stdout?.on('data', keep(kept.output))
    child.stderr?.on('data', keep(kept.errorOutput))
  })
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8')
  return {
    overflowed,
    read: () => ({ output: text(kept.output), errorOutput: text(kept.errorOutput) }),
  }
}

/** Why the program cannot be started, found beforehand: a wrapper's own message would hide it. */
const findTrouble = async (order: ProcessOrder): Promise<string | undefined> => {
  const folder = await stat(order.folder).catch(() => undefined)
  if (folder?.isDirectory() !== true) return `there is no folder ${order.folder} to run in`
  if ([order.program, ...order.args].some((text) => text.includes('\0'))) {
    return 'an argument holds a NUL byte, which no program can be given'
  }
  const search = order.variables['PATH'] ?? ''
  const places = order.program.includes('/')
    ? [resolvePath(order.folder, order.program)]
    : search.split(delimiter).map((place) => resolvePath(order.folder, place, order.program))
  for (const place of places) if (await isProgram(place)) return undefined
  return order.program.includes('/')
    ? `${order.program} is not there, or may not be run`
    : `there is no program "${order.program}" on the PATH ${search || '(which is empty)'}`
}

const isProgram = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() !== true) return false
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
