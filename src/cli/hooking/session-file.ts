/**
 * Hands a window's session from its hooks to its tools: FIRM_HOME/windows/PROCESS, for its owner alone. Both are
 * children of one agent, and only its hooks are told its session, without which nobody acts as that window.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// A process is named as `PID@SPACE`; what is no digit there is the same on every machine.
const fileOf = (home: string, process: string): string =>
  join(home, 'windows', process.replaceAll(/[^0-9@]/g, ''))

/** Keeps the session of an agent's process. What cannot be kept only leaves its tools without a window. */
export const keepSession = (home: string, process: string, session: string): void => {
  if (session === '' || readSession(home, process) === session) return
  const file = fileOf(home, process)
  const draft = `${file}.new`
  try {
    if (!existsSync(join(home, 'windows'))) mkdirSync(join(home, 'windows'), { mode: 0o700 })
    rmSync(draft, { force: true })
    writeFileSync(draft, session, { flag: 'wx', mode: 0o600 })
    renameSync(draft, file)
  } catch {
    rmSync(draft, { force: true })
  }
}

/** The session of an agent's process; undefined before its first hook. */
export const readSession = (home: string, process: string): string | undefined => {
  try {
    const session = readFileSync(fileOf(home, process), 'utf8')
    return session === '' ? undefined : session
  } catch {
    return undefined
  }
}

/** Forgets the session of a window that ends, unless another has begun in its process. */
export const dropSession = (home: string, process: string, session: string): void => {
  if (readSession(home, process) === session) rmSync(fileOf(home, process), { force: true })
}
