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

const run = (program: string, args: readonly string[], where: string): void => {
  const variables = { ...process.env, [programsVariable]: folder }
  const ended = spawnSync(program, args, { cwd: where, env: variables, stdio: 'inherit' })
  expect({ program, status: ended.status }).toEqual({ program, status: 0 })
}

test('the real coding agents, pinned, go through a hand-off with a scripted model', (context) => {
  const tried = spawnSync('unshare', [...inNamespace, 'true'])
  if (tried.status !== 0) context.skip('no network namespace can be had here: run it as root')
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...pinned], folder)
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const file = 'test/agents/in-namespace.long.ts'
  const command = [vitest, 'run', '--config', 'vitest.long.config.ts', file]
  run('unshare', [...inNamespace, process.execPath, ...command], root)
})
