// Installs the coding agents into a temporary folder and drives them where nothing but loopback can be reached.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { pinned, programsVariable } from './real-agents.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const folder = mkdtempSync(join(tmpdir(), 'firm-agents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inNamespace = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']

const statusOf = (program: string, args: readonly string[], where: string): number | null => {
  const variables = { ...process.env, [programsVariable]: folder }
  return spawnSync(program, args, { cwd: where, env: variables, stdio: 'inherit' }).status
}

test('the real coding agents, pinned, go through a hand-off with a scripted model', (context) => {
  const tried = spawnSync('unshare', [...inNamespace, 'true'])
  if (tried.status !== 0) context.skip('no network namespace can be had here: run it as root')
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--no-audit', '--no-fund', '--save-exact', ...pinned]
  expect(statusOf('npm', install, folder)).toBe(0)
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const file = 'test/agents/in-namespace.long.ts'
  const command = [vitest, 'run', '--config', 'vitest.long.config.ts', file]
  expect(statusOf('unshare', [...inNamespace, process.execPath, ...command], root)).toBe(0)
})
