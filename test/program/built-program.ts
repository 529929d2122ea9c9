/** Builds the program once and runs it as a process, as a person would. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** The program that was built. */
export const mainFile: string = join(root, 'dist', 'cli', 'main.js')

/** How a run came out. */
export interface ProgramRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Where a run happens. The variables are all that the process gets besides the path. */
export interface ProgramPlace {
  readonly folder: string
  readonly variables?: { readonly [name: string]: string }
  readonly input?: string
}

/**
 * Compiles what has changed; an unchanged tree takes half a second. Errors of types are judged by
 * `npm run check`; here it is enough that a program comes out.
 */
export const buildProgram = (): void => {
  const compiler = join(root, 'node_modules', 'typescript')
  const { bin } = JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8'))
  const build = () =>
    spawnSync(process.execPath, [join(compiler, bin.tsc), '-b', 'tsconfig.build.json'], {
      cwd: root,
      encoding: 'utf8',
    })
  const built = oneAtATime(build)
  if (!existsSync(mainFile)) throw new Error(`the program does not build:\n${built.stdout}`)
}

const staleMs = 60_000
const lookAgainMs = 50

/** Tests of several files build at once; one would read what another is just writing. */
const oneAtATime = <T>(task: () => T): T => {
  const lock = join(root, 'dist', '.building')
  mkdirSync(join(root, 'dist'), { recursive: true })
  while (!isMade(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookAgainMs)
  try {
    return task()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Whether this process now holds the lock. One that a killed process left is taken over. */
const isMade = (lock: string): boolean => {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const madeAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - madeAt > staleMs) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/** Runs `firm` with these words. */
export const firm = (words: readonly string[], place: ProgramPlace): ProgramRun => {
  const run = spawnSync(process.execPath, [mainFile, ...words], {
    cwd: place.folder,
    encoding: 'utf8',
    input: place.input ?? '',
    env: { PATH: process.env['PATH'] ?? '', HOME: place.folder, ...place.variables },
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

/** A run of `firm` that goes on while the test does something. */
export interface ProgramUnderWay {
  /** Resolves once it has written this. */
  readonly said: (words: string) => Promise<void>
  /** What it has written so far. */
  readonly output: () => string
  readonly signal: (name: NodeJS.Signals) => void
  readonly over: Promise<ProgramRun>
}

/** Starts `firm` with these words. */
export const startFirm = (words: readonly string[], place: ProgramPlace): ProgramUnderWay => {
  const child = spawn(process.execPath, [mainFile, ...words], {
    cwd: place.folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: place.folder, ...place.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const over = new Promise<ProgramRun>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }))
  })
  const said = async (expected: string): Promise<void> =>
    await new Promise((resolve, reject) => {
      const look = (): void => {
        if (out.includes(expected)) resolve()
      }
      child.stdout.on('data', look)
      look()
      void over.then(() => reject(new Error(`it ended before it said "${expected}": ${out}${err}`)))
    })
  return { said, output: () => out, signal: (name) => void child.kill(name), over }
}
