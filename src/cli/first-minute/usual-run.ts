/** The same work the usual way, in a clone of its own that begins at the same commit, by a process that can be killed. */
import { fork } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { accepted, FirmError, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import {
  type Accounts,
  committedBeforeKill,
  countUsual,
  type MinutePlan,
  type UsualLine,
} from '../../charters/first-minute/index.ts'
import { beginBranch, cloneForFirm } from '../../environments/git/index.ts'
import {
  openRepository,
  type Repository,
  resolveCommit,
  runGit,
} from '../../environments/git/reader/index.ts'
import { complaintOf } from '../complaint.ts'
import type { Answers } from './answers.ts'
import { killPointOf } from './kill-point.ts'
import type { MinuteHome } from './minute-home.ts'
import type { FromUsual, UsualOrder } from './usual-relay.ts'
import type { HostProgram } from './watched-host.ts'

/** What the usual way cost, or why it did not come to its end. */
export type UsualOutcome = Outcome<Accounts, 'usual-way-failed'>

/** What running it needs. */
export interface UsualWish {
  readonly plan: MinutePlan
  readonly answers: Answers
  readonly program: Omit<HostProgram, 'home'>
  /** Told of each of its processes, and of its death. */
  readonly told: (line: string) => void
}

/** Runs it; what happened stands beside the clone, line by line, for whoever counts again. */
export const runUsual = async (home: MinuteHome, wish: UsualWish): Promise<UsualOutcome> => {
  try {
    return accepted(await work(home, wish))
  } catch (cause) {
    // Whatever it was, the firm's own accounts stand and are to be seen.
    const { message: said, hint: mend } = complaintOf(cause)
    return refused('usual-way-failed', said, mend)
  }
}

const work = async (home: MinuteHome, wish: UsualWish): Promise<Accounts> => {
  await mkdir(home.usual, { recursive: true })
  const repository = await cloneForFirm(home.repository, home.usualRepository)
  await beginBranch(repository, 'firm/main')
  const { answers, plan } = wish
  const order = { home: home.folder, answers }
  const kill = answers.kill === true ? { kill: killPointOf(plan.seed) } : {}
  const first = await runOnce(wish, { ...order, hasChanged: false, ...kill })
  if (first.signal !== undefined) {
    const tip = await resolveCommit(repository, branch)
    note(home, { what: 'killed', pid: first.pid, tip: tip ?? '' })
    wish.told(`${first.signal}: process ${first.pid} is dead, in the middle of a merge.`)
    // Whoever starts it again gives it the list that it left, and no other word.
    const hasChanged = readLines(home).some(({ what }) => what === 'changed')
    const second = await runOnce(wish, { ...order, hasChanged })
    if (second.signal !== undefined) throw new UsualWayDiedError(second.signal)
  }
  return await count(home)
}

const branch = 'refs/heads/firm/main'

/** How a process of it ended. */
interface UsualEnd {
  readonly pid: number
  /** The signal that killed it; absent where it came to its end. */
  readonly signal?: string
}

const runOnce = async ({ program, told }: UsualWish, order: UsualOrder): Promise<UsualEnd> =>
  await new Promise((resolve, reject) => {
    const { file, execArgv } = program
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
    const child = fork(file, [], { execArgv: [...execArgv], stdio: [...stdio] })
    const pid = child.pid ?? 0
    told(`It works in process ${pid}.`)
    let last: FromUsual | undefined
    child.on('message', (message: FromUsual) => {
      last = message
      // Without its channel it ends.
      child.disconnect()
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (last?.kind === 'failed') reject(new UsualWayFailedError(last.said, last.mend))
      else if (last !== undefined) resolve({ pid })
      else if (signal !== null) resolve({ pid, signal })
      else reject(new UsualWayDiedError(`exit code ${code ?? 0}`))
    })
    child.send(order, () => undefined)
  })

const note = ({ usualLog }: MinuteHome, line: JsonObject): void =>
  appendFileSync(usualLog, `${JSON.stringify(line)}\n`)

const readLines = ({ usualLog }: MinuteHome): readonly UsualLine[] =>
  existsSync(usualLog)
    ? readFileSync(usualLog, 'utf8')
        .split('\n')
        .filter((text) => text !== '')
        .map((text) => JSON.parse(text) as UsualLine)
    : []

const count = async (home: MinuteHome): Promise<Accounts> => {
  const repository = await openRepository(home.usualRepository)
  const lines = readLines(home)
  const merged = new Set<string>()
  for (const commit of committedBeforeKill(lines)) {
    if (await isMerged(repository, commit)) merged.add(commit)
  }
  return countUsual(lines, (commit) => merged.has(commit))
}

const isMerged = async (repository: Repository, commit: string): Promise<boolean> => {
  const args = ['merge-base', '--is-ancestor', commit, branch]
  return (await runGit(repository, args, { answers: [1] })).exitCode === 0
}

/** What the process of the usual way said when it failed. */
export class UsualWayFailedError extends FirmError {
  override readonly name = 'UsualWayFailedError'

  constructor(said: string, mend: string | undefined) {
    super('usual-way-failed', said, mend === undefined ? {} : { hint: mend })
  }
}

/** The process of the usual way ended otherwise than it was to. */
export class UsualWayDiedError extends FirmError {
  override readonly name = 'UsualWayDiedError'

  constructor(how: string) {
    super('usual-way-died', `its process ended by ${how}`, {
      hint: 'Try it again; your repository is as it was.',
    })
  }
}
