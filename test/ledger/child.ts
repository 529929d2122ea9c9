/** Starts the processes that the tests of the ledger kill, stop and listen to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of a test. */
export interface Child {
  readonly process: ChildProcess
  /** Its lines so far; a line that is not whole yet is left out. */
  readonly lines: () => readonly string[]
  /** Resolves when a line has come that the test waits for. */
  readonly said: (isIt: (line: string) => boolean) => Promise<string>
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>
}

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** The arguments with which Node runs one of the programs beside this file. */
export const programArguments = (program: string, args: readonly string[]): readonly string[] => [
  '--import',
  fileOf('../strip-types.mjs'),
  fileOf(program),
  ...args,
]

/** Starts a program beside this file. */
export const startChild = (program: string, args: readonly string[]): Child => {
  const child = spawn(process.execPath, programArguments(program, args), {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (const listener of listeners) listener()
  })
  const lines = (): readonly string[] => text.split('\n').slice(0, -1)
  const said = (isIt: (line: string) => boolean): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = lines().find(isIt)
        if (found === undefined) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  const gone = new Promise<void>((resolve) => {
    child.on('close', () => resolve())
  })
  return { process: child, lines, said, gone }
}
