/** A firm that a person made by the program: `firm init`, `firm join`, and a host that the first window starts. */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildProgram, mainFile, type ProgramRun } from '../program/built-program.ts'
import type { WindowGround } from './window-ground.ts'

/** The firm, and what its person does with it. */
export interface JoinedFirm {
  readonly home: string
  /** Runs `firm` with these words; the passphrase stands ready at descriptor 3. */
  readonly firm: (...words: readonly string[]) => ProgramRun
  /** The processes that host it. */
  readonly hosts: () => readonly number[]
}

/** Makes a firm in the repository of a ground; its person has the home of a speaker. */
export const makeJoinedFirm = (ground: WindowGround, person: string): JoinedFirm => {
  buildProgram()
  const home = join(ground.folder, 'firm home')
  const secret = join(ground.folder, 'passphrase')
  writeFileSync(secret, 'a passphrase of this test\n')
  const env = { ...ground.home.machineFor(person), FIRM_HOME: home }
  const firm = (...words: readonly string[]): ProgramRun => {
    const descriptor = openSync(secret, 'r')
    const run = spawnSync(process.execPath, [mainFile, ...words], {
      cwd: ground.repository,
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe', descriptor],
    })
    closeSync(descriptor)
    return { code: run.status, out: run.stdout, err: run.stderr }
  }
  return { home, firm, hosts: () => hostsOf(home) }
}

const hostsOf = (home: string): readonly number[] =>
  readdirSync('/proc').flatMap((name) => {
    const words = /^\d+$/.test(name) ? wordsOf(name) : []
    const isHost = words.some((word) => word.includes('host-process')) && words.includes(home)
    return isHost ? [Number(name)] : []
  })

const wordsOf = (process: string): readonly string[] => {
  try {
    return readFileSync(join('/proc', process, 'cmdline'), 'utf8').split('\0')
  } catch {
    return []
  }
}
