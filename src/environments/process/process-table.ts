/** The processes of this machine, as Linux shows them under /proc: who descends from whom. */
import { readdir, readFile } from 'node:fs/promises'

/** One process; its number and its start together name it, for numbers are used again. */
export interface SeenProcess {
  readonly pid: number
  readonly name: string
  readonly parent: number
  readonly group: number
  readonly session: number
  /** Ticks since the machine started. */
  readonly startedAt: number
  readonly residentBytes: number
  /** Ended, and only waiting for its parent to notice. */
  readonly ended: boolean
}

/** The variable that carries a turn's mark through every descendant. */
export const markVariable = 'FIRM_TURN_MARK'

/** Memory is counted in pages of 4 KiB, which is what Linux uses on x86-64 and usually on ARM. */
const pageBytes = 4096

/** Every process that can be seen; empty where there is no /proc. */
export const readProcessTable = async (): Promise<readonly SeenProcess[]> => {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.map(Number).filter((pid) => Number.isInteger(pid) && pid > 1)
  const seen = await Promise.all(pids.map(readProcess))
  return seen.filter((process_) => process_ !== undefined)
}

const readProcess = async (pid: number): Promise<SeenProcess | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined)
  return stat === undefined ? undefined : parseStat(pid, stat)
}

/** A program may have any name, brackets included, so the fields begin after the last bracket. */
export const parseStat = (pid: number, stat: string): SeenProcess => {
  const nameEnd = stat.lastIndexOf(')')
  const name = stat.slice(stat.indexOf('(') + 1, nameEnd)
  const fields = stat.slice(nameEnd + 2).split(' ')
  const number = (at: number): number => Number(fields[at] ?? 0)
  return {
    pid,
    name,
    parent: number(1),
    group: number(2),
    session: number(3),
    startedAt: number(19),
    residentBytes: number(21) * pageBytes,
    ended: fields[0] === 'Z' || fields[0] === 'X',
  }
}

/** Whether the process carries this mark in the environment that it was started with. */
export const carriesMark = async (pid: number, mark: string): Promise<boolean> => {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
  return environment.split('\0').includes(`${markVariable}=${mark}`)
}
