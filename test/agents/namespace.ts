/** Runs files of tests where nothing but loopback can be reached, with the coding agents installed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { pinned, programsVariable } from './real-agents.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const inNamespace = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']

/** Whether a network namespace can be had here. */
export const mayIsolate = (): boolean => spawnSync('unshare', [...inNamespace, 'true']).status === 0

/**
 * Installs the programs into a temporary folder, or takes those that the variable names, and runs the files
 * with them. Answers the status of that run.
 */
export const runIsolated = (...files: readonly string[]): number | null => {
  const given = process.env[programsVariable]
  const folder = given ?? install()
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const command = [vitest, 'run', '--config', 'vitest.long.config.ts', ...files]
  try {
    const program = [...inNamespace, process.execPath, ...command]
    return statusOf('unshare', program, { where: root, programs: folder })
  } finally {
    if (given === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

const install = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-agents-'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const args = ['install', '--no-audit', '--no-fund', '--save-exact', ...pinned]
  expect(statusOf('npm', args, { where: folder, programs: folder })).toBe(0)
  return folder
}

const statusOf = (
  program: string,
  args: readonly string[],
  options: { readonly where: string; readonly programs: string },
): number | null => {
  const env = { ...process.env, [programsVariable]: options.programs }
  return spawnSync(program, args, { cwd: options.where, env, stdio: 'inherit' }).status
}
