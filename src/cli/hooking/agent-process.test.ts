/** The agent's process is found among those that led to a hook, or not named at all. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { agentProcess } from './agent-process.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

type Listed = readonly [pid: number, parent: number, name: string, ...words: readonly string[]]

/** A /proc of these processes. */
const procOf = (...processes: readonly Listed[]): string => {
  const proc = mkdtempSync(join(tmpdir(), 'firm-proc-'))
  folders.push(proc)
  mkdirSync(join(proc, 'self', 'ns'), { recursive: true })
  symlinkSync('pid:[7]', join(proc, 'self', 'ns', 'pid'))
  for (const [pid, parent, name, ...words] of processes) {
    mkdirSync(join(proc, String(pid)))
    writeFileSync(join(proc, String(pid), 'stat'), `${pid} (${name}) S ${parent} ${pid} 0`)
    writeFileSync(join(proc, String(pid), 'cmdline'), words.map((word) => `${word}\0`).join(''))
  }
  return proc
}

const top: Listed = [1, 0, 'init', 'init']

it.each<[string, string, readonly Listed[], string | undefined]>([
  [
    'a program of its own behind a shell that names it',
    'claude',
    [
      [30, 20, 'sh', '/bin/sh', '-c', 'node hook.js claude'],
      [20, 10, 'claude', 'claude'],
    ],
    '20@pid:[7]',
  ],
  [
    'a script of node, the nearest of two',
    'gemini',
    [
      [40, 30, 'dash', 'dash', '-c', 'x'],
      [30, 20, 'node', '/usr/bin/node', '--max', '/x/gemini', '-p'],
      [20, 10, 'node-main', '/usr/bin/node', '/x/gemini/index.js'],
    ],
    '30@pid:[7]',
  ],
  [
    'a name that holds brackets and spaces',
    'codex',
    [
      [30, 20, 'a) S 99 (b', '/bin/sh'],
      [20, 10, 'codex', '/x/codex/codex', 'exec'],
    ],
    '20@pid:[7]',
  ],
  [
    'no agent among them, though somebody reads about one',
    'claude',
    [
      [30, 20, 'sh', 'sh', '-c', 'firm hook claude'],
      [20, 10, 'less', 'less', '/doc/claude.md'],
    ],
    undefined,
  ],
  ['a process that is gone', 'claude', [], undefined],
])('%s', (_name, agent, processes, found) => {
  const proc = procOf(...processes, [10, 1, 'bash', '-bash'], top)
  expect(agentProcess(agent, processes[0]?.[0] ?? 99, proc)).toBe(found)
})

it('a system that does not tell names no process', () => {
  expect(agentProcess('claude', 1, '/nowhere')).toBeUndefined()
})

it('a circle of processes is left', () => {
  const proc = procOf([20, 30, 'a', 'a'], [30, 20, 'b', 'b'])
  expect(agentProcess('claude', 20, proc)).toBeUndefined()
})
