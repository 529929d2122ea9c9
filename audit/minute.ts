/** One run of the built program, watched from outside: its output, its host's process ids, and its deaths. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Accounts, Answers, Death, Evidence, UsualLine } from './evidence.ts'
import { parseLines } from './line.ts'
import { openClone, tipAtOnce } from './repository.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = join(root, 'dist', 'cli', 'main.js')
const mindProgram = join(root, 'dist', 'cli', 'first-minute', 'mind-process.js')

/** Every move, as a list of answers. */
export const allAnswers: Answers = {
  answer: 'unlink',
  change: 'guide',
  veto: true,
  kill: true,
  lie: true,
}

/** What is to be run. */
export interface Wish {
  readonly path: string
  readonly seed: number
  readonly answers: Answers
  /** Told of the first process that will be a host, as soon as there is one. */
  readonly hostForked?: (pid: number) => void
  /** Told of each host that is there, so that it can be killed from outside. */
  readonly hostSeen?: (pid: number) => void
}

/** The evidence of a run, and how long its host worked. */
export interface Run extends Evidence {
  readonly hostMs: number
  /** From the first process that will be a host until it says that it is. */
  readonly foundingMs: number
  readonly recoveryMs: number | undefined
  /** Removes everything that the run left. */
  readonly discard: () => void
}

/** Whether a process of that id is there. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Runs the first minute to its end. */
export const runMinute = async (wish: Wish): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-audit-'))
  const home = join(folder, 'home')
  const answersFile = join(folder, 'answers.json')
  writeFileSync(answersFile, JSON.stringify(wish.answers))
  const watched = await watch(wish, { home, answersFile })
  const { exitCode, output, told, deaths, usualDeaths, hostMs, foundingMs } = watched
  if (exitCode !== 0)
    throw new Error(`the program ended with ${String(exitCode)}: ${told.slice(-800)}`)
  const result = JSON.parse(output) as {
    readonly firm: Accounts
    readonly today: Accounts
    readonly briefTokens: number
    readonly recoveryMs?: number
  }
  return {
    seed: wish.seed,
    answers: wish.answers,
    home,
    lines: readLog(home, result.briefTokens),
    clone: openClone(join(home, 'repository.git')),
    usual: openClone(join(home, 'usual', 'repository.git')),
    usualLines: readUsual(join(home, 'usual', 'log.jsonl')),
    printed: { firm: result.firm, today: result.today },
    deaths,
    usualDeaths,
    hostMs,
    foundingMs,
    recoveryMs: result.recoveryMs,
    isAlive,
    askMind,
    discard: () => rmSync(folder, { recursive: true, force: true }),
  }
}

interface Watched {
  readonly exitCode: number | null
  readonly output: string
  readonly told: string
  readonly deaths: readonly Death[]
  readonly usualDeaths: readonly Death[]
  readonly hostMs: number
  readonly foundingMs: number
}

/** How often a host's process id is looked at. */
const lookMs = 2

const watch = async (
  { path, seed, hostSeen, hostForked }: Wish,
  files: { readonly home: string; readonly answersFile: string },
): Promise<Watched> =>
  await new Promise((resolve) => {
    const answers = ['--answers', files.answersFile, '--json']
    const args = ['first-minute', path, '--seed', String(seed), ...answers]
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, FIRM_HOME: files.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let told = ''
    let forkedAt = 0
    const stopLooking = onFirstHost(child, (pid) => {
      forkedAt = performance.now()
      hostForked?.(pid)
    })
    let firstHostAt = 0
    let restedAt = 0
    const hosts = openDeathWatch(child, join(files.home, 'repository.git'))
    const usual = openDeathWatch(child, join(files.home, 'usual', 'repository.git'))
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.stderr.on('data', (data: Buffer) => {
      const text = data.toString()
      told += text
      for (const [, pid = '0'] of text.matchAll(/ is the host, process (\d+)/g)) {
        firstHostAt ||= performance.now()
        stopLooking()
        hosts.watch(Number(pid))
        hostSeen?.(Number(pid))
      }
      for (const [, pid] of text.matchAll(/It works in process (\d+)/g)) usual.watch(Number(pid))
      if (text.includes('the way people do it')) restedAt = performance.now()
    })
    child.on('close', (exitCode) => {
      stopLooking()
      const times = { hostMs: restedAt - firstHostAt, foundingMs: firstHostAt - forkedAt }
      const { deaths } = hosts
      resolve({ exitCode, output, told, deaths, usualDeaths: usual.deaths, ...times })
    })
  })

/** Sees processes die, and where the branch of their clone stood then. */
const openDeathWatch = (
  child: ChildProcess,
  clone: string,
): { readonly deaths: readonly Death[]; readonly watch: (pid: number) => void } => {
  const deaths: Death[] = []
  const watchOne = (pid: number): void => {
    const timer = setInterval(() => {
      if (!isDead(pid)) return
      clearInterval(timer)
      deaths.push({ pid, tip: tipAtOnce(clone) })
    }, lookMs)
    child.on('exit', () => clearInterval(timer))
  }
  return { deaths, watch: watchOne }
}

/** Calls back with the first child that is a host's process; the answer ends the looking. */
const onFirstHost = (child: ChildProcess, found: (pid: number) => void): (() => void) => {
  const file = `/proc/${child.pid}/task/${child.pid}/children`
  const timer = setInterval(() => {
    const pids = readQuietly(file).trim().split(' ')
    const pid = pids.find((one) => readQuietly(`/proc/${one}/cmdline`).includes('host-process'))
    if (pid === undefined) return
    clearInterval(timer)
    found(Number(pid))
  }, lookMs)
  return () => clearInterval(timer)
}

/** What a file says; nothing where the process that it is about is gone. */
const readQuietly = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// A process that was killed and not yet waited for still has its id: the system calls it a zombie.
const isDead = (pid: number): boolean => {
  if (!isAlive(pid)) return true
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return !isAlive(pid)
  }
}

const readLog = (home: string, briefTokens: number): Evidence['lines'] =>
  parseLines(
    execFileSync(process.execPath, [program, 'log', '--json', '--views', String(briefTokens)], {
      env: { ...process.env, FIRM_HOME: home },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  )

const readUsual = (file: string): readonly UsualLine[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as UsualLine)

const askMind = (member: string, view: unknown): unknown => {
  const answered = spawnSync(process.execPath, [mindProgram, member], {
    input: JSON.stringify(view),
    encoding: 'utf8',
  })
  return JSON.parse(answered.stdout) as unknown
}
