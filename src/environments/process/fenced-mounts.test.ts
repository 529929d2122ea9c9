import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import type { ProcessFence, ProcessResult } from '../../host/ports/index.ts'
import { fencedMounts } from './fenced-mounts.ts'
import { findContainment, type FoundContainment, openProcesses } from './index.ts'

let folder = ''
let containment: FoundContainment
const at = (...names: readonly string[]): string => join(folder, ...names)

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'firm fence-')))
  for (const name of ['firm/scratch/tree', 'firm/scratch/other', 'user/.agent', 'user/bin']) {
    await mkdir(at(name), { recursive: true })
  }
  await writeFile(at('firm/ledger.db'), 'the book')
  await writeFile(at('firm/scratch/other/work.txt'), 'of another')
  await writeFile(at('firm/scratch/tree/work.txt'), 'of its own')
  await writeFile(at('user/letter.txt'), 'dear')
  await writeFile(at('user/.agent/login'), 'a key')
  await mkdir(at('user/lib/node_modules/tool/bin'), { recursive: true })
  await writeFile(at('user/lib/node_modules/tool/word'), 'found')
  const tool = at('user/lib/node_modules/tool/bin/tool')
  await writeFile(tool, '#!/bin/sh\ncat "$(dirname "$(readlink -f "$0")")/../word"\n', {
    mode: 0o755,
  })
  await symlink(tool, at('user/bin/tool'))
  await writeFile(at('user/mine.sh'), '#!/bin/sh\necho mine; ls "$HOME"\n', { mode: 0o755 })
  containment = await findContainment()
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

const fenceOf = (more: Partial<ProcessFence> = {}): ProcessFence => ({
  hidden: [at('firm'), at('user')],
  kept: [{ path: at('user/.agent/login'), writable: false }],
  network: true,
  ...more,
})

let marks = 0
const tried = async (
  context: TestContext,
  command: string | { readonly program: string },
  fence: ProcessFence = fenceOf(),
): Promise<ProcessResult> => {
  if (containment.kind !== 'bubblewrap') context.skip('bubblewrap is not here')
  const processes = await openProcesses({ containment })
  const order = {
    ...(typeof command === 'string'
      ? { program: 'bash', args: ['-c', command] }
      : { ...command, args: [] }),
    folder: at('firm/scratch/tree'),
    variables: { PATH: `/usr/bin:/bin:${at('user/bin')}`, HOME: at('user') },
    input: '',
    limits: { timeMs: 10_000, outputBytes: 100_000 },
    mark: `fence-${process.pid}-${(marks += 1)}`,
    fence,
  }
  return await processes.run(order, new AbortController().signal)
}

test('a fenced program reads neither the firm nor another worktree nor the home of the user', async (context) => {
  const script = `cat '${at('firm/ledger.db')}'; cat '${at('firm/scratch/other/work.txt')}'; cat "$HOME/letter.txt"; find '${folder}' -name '*.txt'`
  const { output, errorOutput } = await tried(context, script)
  expect(output).toBe(`${at('firm/scratch/tree/work.txt')}\n`)
  expect(errorOutput.match(/No such file or directory/g)).toHaveLength(3)
})

test('it writes in its folder, and what it writes elsewhere is gone or refused', async (context) => {
  const script = `echo more >> work.txt; echo x > "$HOME/new"; cat "$HOME/new"; echo x > /tmp/fenced-new; echo x > '${at('firm/new')}'; echo x > /usr/fenced-new`
  const { output, errorOutput } = await tried(context, script)
  expect(output).toBe('x\n')
  expect(await readFile(at('firm/scratch/tree/work.txt'), 'utf8')).toBe('of its ownmore\n')
  expect(errorOutput).toMatch(/Read-only file system/)
  for (const path of [at('user/new'), at('firm/new'), '/tmp/fenced-new']) {
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  }
})

test('it keeps its login, read-only unless said, and programs that lie in the home', async (context) => {
  const script = 'cat "$HOME/.agent/login"; echo y > "$HOME/.agent/login"'
  const { output, errorOutput } = await tried(context, script)
  expect(output).toBe('a key')
  expect(errorOutput).toMatch(/Read-only file system/)
  expect((await tried(context, { program: 'tool' })).output).toBe('found')
  const kept = [{ path: at('user/.agent/login'), writable: true }]
  await tried(context, 'printf new > "$HOME/.agent/login"', fenceOf({ kept }))
  expect(await readFile(at('user/.agent/login'), 'utf8')).toBe('new')
})

test('a program that lies in the home itself is shown, and nothing beside it', async (context) => {
  const { output } = await tried(context, { program: at('user/mine.sh') })
  expect(output.split('\n')).toEqual(['mine', 'bin', 'mine.sh', ''])
})

test('without a network it reaches not even what listens on this machine', async (context) => {
  const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.on('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const script = `cat < /dev/tcp/127.0.0.1/${port}`
  try {
    expect((await tried(context, script)).output).toBe('hello')
    const { output, errorOutput } = await tried(context, script, fenceOf({ network: false }))
    expect([output, errorOutput]).toEqual(['', expect.stringContaining('onnect')])
  } finally {
    server.close()
  }
})

test('a script that the command line names is shown, with its folder where that hides nothing', () => {
  const order = {
    program: 'sh',
    args: [at('firm/ledger.db'), at('user/letter.txt'), at('user/.agent/login')],
    folder: at('firm/scratch/tree'),
    variables: { PATH: '/bin' },
  }
  const mounts = fencedMounts(fenceOf({ kept: [] }), order)
  const shown = mounts.filter((path, n) => mounts[n - 1] === '--ro-bind' && path.startsWith(folder))
  expect(shown.map((path) => path.slice(folder.length))).toEqual([
    '/firm/ledger.db',
    '/user/letter.txt',
    '/user/.agent',
    '/user/.agent/login',
  ])
})

test('a folder on the PATH that is around what is hidden is not shown for it', () => {
  const order = {
    program: 'true',
    args: [],
    folder: at('firm/scratch/tree'),
    variables: { PATH: `${folder}:${at('firm')}:${at('user/bin')}:relative` },
  }
  const mounts = fencedMounts(fenceOf({ kept: [] }), order).join('|')
  expect(mounts).not.toContain(`--ro-bind|${folder}|`)
  expect(mounts).not.toContain(`--ro-bind|${at('firm')}|`)
  expect(mounts).toContain(`--ro-bind|${at('user/bin')}|`)
})

test('a folder of its own that is around what is hidden shows it empty', () => {
  const mounts = fencedMounts(fenceOf(), { program: 'true', args: [], folder, variables: {} })
  const [bound, hidden] = [mounts.lastIndexOf('--bind'), mounts.lastIndexOf('--tmpfs')]
  expect(hidden).toBeGreaterThan(bound)
})
