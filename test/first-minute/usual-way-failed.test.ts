// What the first minute shows where the way people do it today cannot be run: the firm's accounts, and an end.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { isAlive } from '../../audit/minute.ts'
import { type PlantedRepository, plantRepository } from '../../src/testing/planted-repository.ts'
import { buildProgram } from '../program/built-program.ts'

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

let repository: PlantedRepository
let folder: string
beforeAll(async () => {
  buildProgram()
  repository = await plantRepository({ 'README.md': '# A tool\n' })
  folder = mkdtempSync(join(tmpdir(), 'firm-usual-'))
}, 120_000)
afterAll(async () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  await repository?.remove()
})

it('a usual way that fails is said, the accounts of the firm are printed, and the program ends with 1', async () => {
  const home = join(folder, 'home')
  const answers = join(folder, 'answers.json')
  // With every move left out the firm rests soon.
  writeFileSync(answers, '{}')
  // With `--serve` it would stay: here there is nothing to stay for.
  const args = ['first-minute', repository.folder, '--answers', answers, '--serve']
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, FIRM_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  child.stdout.on('data', (data: Buffer) => {
    // A file where the usual way wants its folder: it cannot even begin.
    if (said === '') writeFileSync(join(home, 'usual'), '')
    said += data.toString()
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(said).toMatch(/^The usual way failed, so its column stays empty: E\w+: .*usual/m)
  expect(said).toMatch(/^ {2}collisions: merges that needed a hand +0 +–$/m)
  expect(said).toMatch(/^host +process \d+, stopped$/m)
  expect(code).toBe(1)
  const [, pid] = / is the host, process (\d+)/.exec(said) ?? []
  expect(isAlive(Number(pid))).toBe(false)
}, 120_000)
