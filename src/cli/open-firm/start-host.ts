/** Starts the process of a host. It imports little, for hooks start one too and must be quick about it. */
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a host is started with. */
export interface HostStart {
  readonly home: string
  /** The address of the package's own face. */
  readonly program: URL
  readonly variables: { readonly [name: string]: string | undefined }
}

/** A host that was started. */
export interface StartedHost {
  /** Undefined while it runs; 0 where it found another program hosting. */
  readonly exitCode: () => number | undefined
}

/** What a host without a terminal writes. */
export const hostLogOf = (home: string): string => join(home, 'host.log')

const isSource = import.meta.url.endsWith('.ts')

/** Starts a host in a session of its own, so that closing this terminal does not end it. */
export const startHost = ({ home, program, variables }: HostStart): StartedHost => {
  const file = fileURLToPath(new URL(`./host-process.${isSource ? 'ts' : 'js'}`, import.meta.url))
  const log = openSync(hostLogOf(home), 'a', 0o600)
  let code: number | undefined
  try {
    const child = spawn(
      process.execPath,
      [...(isSource ? process.execArgv : []), file, home, program.href],
      { cwd: home, detached: true, env: { ...variables }, stdio: ['ignore', log, log] },
    )
    child.on('exit', (exitCode) => {
      code = exitCode ?? 1
    })
    child.on('error', () => {
      code = 1
    })
    child.unref()
  } finally {
    closeSync(log)
  }
  return { exitCode: () => code }
}
