/** The program of hooks as a process: its exit code is what an agent goes by, whatever is amiss with it. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findDoorPort, keepDoorKeys } from '../../src/cli/firm-home/index.ts'
import { buildProgram, firm } from './built-program.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const folder = mkdtempSync(join(tmpdir(), 'firm hooks '))
const doorFile = join(folder, 'door.json')
const before = JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's1' })
const first = JSON.stringify({ hook_event_name: 'SessionStart', session_id: 's1' })

beforeAll(async () => {
  buildProgram()
  keepDoorKeys(folder, { port: await findDoorPort(), tokens: { claude: 'a', codex: 'b' } })
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (program: string, words: readonly string[], input: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    input,
    encoding: 'utf8',
    cwd: folder,
  })
  return { code: status, out: stdout, err: stderr }
}
const hook = join(root, 'dist', 'cli', 'hook.js')

it.each([
  ['a write and no host', ['claude', doorFile], before, 'no host listens'],
  ['an empty standard input', ['codex', doorFile], '', 'no host listens'],
  ['keys that are not there', ['codex', join(folder, 'none.json')], before, 'ENOENT'],
  ['an agent that never joined', ['gemini', doorFile], before, 'gemini has no token'],
  ['no words at all', [], before, 'ENOENT'],
])('ends with 2 and the mend for %s', (_name, words, input, why) => {
  const { code, out, err } = run(hook, words, input)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  // On a machine so busy that its time is over before it can look, it says that instead.
  expect(err).toMatch(new RegExp(`${why}|its host does not answer`))
  expect(err).toMatch(/`firm (up|join)`/)
})

it('ends with 2 where a part of it is missing', () => {
  const program = join(folder, 'half', 'cli', 'hook.js')
  mkdirSync(dirname(program), { recursive: true })
  cpSync(hook, program)
  writeFileSync(join(folder, 'half', 'package.json'), '{"type":"module"}')
  const { code, err } = run(program, ['claude', doorFile], before)
  expect(code).toBe(2)
  expect(err).toMatch(/^Firm's hook is broken: .* A person mends it with `firm join`\.\n$/)
})

it('lets a window begin where the host cannot be started, and tells its model', () => {
  // This folder holds no firm, so the host that is started ends at once.
  const { code, out, err } = run(hook, ['claude', doorFile], first)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out).hookSpecificOutput.additionalContext).toMatch(
    /no host listens|its host does not answer/,
  )
})

it('is what `firm hook` runs, for people', () => {
  const place = { folder, input: before }
  const refused = firm(['hook', 'claude', '--door', doorFile], place)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toContain('Until then this is refused.')
  const told = firm(['hook', 'claude', '--door', doorFile], {
    folder,
    input: JSON.stringify({ hook_event_name: 'Stop' }),
  })
  expect(told.code).toBe(0)
  expect(told.out).toContain('systemMessage')
})
