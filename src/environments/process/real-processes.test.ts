import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Processes, ProcessOrder } from '../../host/ports/index.ts'
import { carriesMark, markVariable, parseStat, readProcessTable } from './process-table.ts'
import { containedCommand, findContainment, openProcesses } from './index.ts'

let folder = ''
let processes: Processes
const never = new AbortController().signal

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firm processes-'))
  const containment = { kind: 'process-table', says: 'looked for' } as const
  processes = await openProcesses({ containment, graceMs: 100, lookMs: 20 })
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

let marks = 0
const orderOf = (script: string, more: Partial<ProcessOrder> = {}): ProcessOrder => ({
  program: 'bash',
  args: ['-c', script],
  folder,
  variables: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  input: '',
  limits: { timeMs: 10_000, outputBytes: 1_000_000 },
  mark: `test-${process.pid}-${(marks += 1)}`,
  ...more,
})

const limited = (limits: Partial<ProcessOrder['limits']>): Partial<ProcessOrder> => ({
  limits: { timeMs: 10_000, outputBytes: 1_000_000, ...limits },
})

/** Whoever still lives and carries the mark. */
const survivors = async ({ mark }: ProcessOrder): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { pid, name, ended } of await readProcessTable()) {
    if (!ended && (await carriesMark(pid, mark))) found.push(name)
  }
  return found
}

test('a program gets its input, its folder and only the variables it was given', async () => {
  const order = orderOf('cat; pwd; env | sort; echo oops >&2; exit 3', { input: 'hello\n' })
  const { ms, ...result } = await processes.run(order, never)
  expect(ms).toBeLessThan(10_000)
  expect(result).toMatchObject({ end: 'exited', exitCode: 3, errorOutput: 'oops\n', escaped: [] })
  const [hello, where, ...variables] = result.output.trim().split('\n')
  expect([hello, where]).toEqual(['hello', folder])
  expect(variables.map((line) => line.split('=')[0])).toEqual([
    'FIRM_TURN_MARK',
    'PATH',
    'PWD',
    'SHLVL',
    '_',
  ])
})

test('arguments reach a program as they are, with no shell between', async () => {
  const args = ['%s|', 'a b', '"; rm -rf *', "it's", '$HOME', 'new\nline', '']
  const order = orderOf('', { program: 'printf', args })
  expect((await processes.run(order, never)).output).toBe(`${args.slice(1).join('|')}|`)
})

test('what cannot be started says why', async () => {
  const why = async (more: Partial<ProcessOrder>): Promise<string> => {
    const result = await processes.run(orderOf('', more), never)
    expect(result.end).toBe('not-started')
    return result.errorOutput.replaceAll(folder, 'FOLDER')
  }
  expect([
    await why({ program: 'no-such-program' }),
    await why({ program: './missing' }),
    await why({ folder: join(folder, 'gone') }),
    await why({ args: ['a\0b'] }),
    await why({ program: 'bash', variables: {} }),
  ]).toMatchInlineSnapshot(`
    [
      "there is no program "no-such-program" on the PATH /usr/local/bin:/usr/bin:/bin",
      "./missing is not there, or may not be run",
      "there is no folder FOLDER/gone to run in",
      "an argument holds a NUL byte, which no program can be given",
      "there is no program "bash" on the PATH (which is empty)",
    ]
  `)
  const tooLong = await why({ program: 'printf', args: ['x'.repeat(4_000_000)] })
  expect(tooLong).toContain('E2BIG')
})

test('a program that hangs is ended when its time is over, also when it will not hear', async () => {
  const order = orderOf(
    "trap '' TERM INT HUP; sleep 60 & while :; do sleep 1; done",
    limited({ timeMs: 200 }),
  )
  const result = await processes.run(order, never)
  expect(result).toMatchObject({ end: 'time', exitCode: null })
  expect(result.ms).toBeLessThan(5000)
  expect(await survivors(order)).toEqual([])
})

test('a program that is asked to stop may still write its last line', async () => {
  const stop = new AbortController()
  const order = orderOf("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done")
  const running = processes.run(order, stop.signal)
  await wait(200)
  stop.abort()
  expect(await running).toMatchObject({ end: 'stopped', output: 'ready\nbye\n' })
  const before = await processes.run(order, stop.signal)
  expect(before).toMatchObject({ end: 'stopped', output: '' })
})

test('ten megabytes of output end the program, and what is kept stays within the limit', async () => {
  const order = orderOf('head -c 10000000 /dev/zero | tr "\\0" x; sleep 60')
  const result = await processes.run(order, never)
  expect(result.end).toBe('output')
  expect(result.output).toHaveLength(1_000_000)
  expect(result.ms).toBeLessThan(5000)
})

test('a program that never stops writing to its error output is ended as well', async () => {
  const result = await processes.run(orderOf('yes >&2'), never)
  expect([result.end, result.errorOutput.length]).toEqual(['output', 1_000_000])
})

test('a program that takes too much memory is ended', async () => {
  const hungry =
    'import time\nheld = bytearray(300_000_000)\nfor at in range(0, len(held), 4096): held[at] = 1\ntime.sleep(60)'
  const order = orderOf('', {
    program: 'python3',
    args: ['-c', hungry],
    ...limited({ memoryBytes: 150_000_000 }),
    variables: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
  })
  expect((await processes.run(order, never)).end).toBe('memory')
  expect(await survivors(order)).toEqual([])
})

test('children left behind by a program that ended well are ended and no pipe is waited for', async () => {
  const order = orderOf('sleep 60 & echo done')
  const result = await processes.run(order, never)
  expect(result).toMatchObject({ end: 'exited', exitCode: 0, output: 'done\n', escaped: [] })
  expect(result.ms).toBeLessThan(3000)
  expect(await survivors(order)).toEqual([])
})

test('a daemon that left group, session and parents is found by the mark, ended and named', async () => {
  const order = orderOf('(setsid sleep 61 >/dev/null 2>&1 </dev/null &) ; sleep 0.1; echo done')
  const result = await processes.run(order, never)
  expect(result.escaped.map(({ name }) => name)).toEqual(['sleep'])
  expect(await survivors(order)).toEqual([])
})

test('a daemon that also dropped its variables is found when it was seen before', async () => {
  const order = orderOf(
    'env -i setsid bash -c "exec sleep 62" >/dev/null 2>&1 </dev/null & echo $!; sleep 0.3',
  )
  const result = await processes.run(order, never)
  expect(result.escaped.map(({ name }) => name)).toEqual(['sleep'])
  const pid = Number(result.output)
  const table = await readProcessTable()
  expect(table.filter((seen) => seen.pid === pid && !seen.ended)).toEqual([])
})

test('a program that forks hundreds of times is ended with all of them', async () => {
  const bomb =
    'import os, time\nfor _ in range(400):\n  if os.fork() == 0:\n    os.setsid() if _ % 2 else None\n    time.sleep(60)\n    os._exit(0)\ntime.sleep(60)'
  const order = orderOf('', {
    program: 'python3',
    args: ['-c', bomb],
    ...limited({ processCount: 100 }),
    variables: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
  })
  const result = await processes.run(order, never)
  expect(result.end).toBe('processes')
  expect(result.escaped.length).toBeGreaterThan(10)
  expect(await survivors(order)).toEqual([])
})

test('a family that forks again whenever it is looked at is ended', async () => {
  const order = orderOf(
    'again() { if [ $1 -gt 0 ]; then (sleep 0.002; again $(($1-1))) & (sleep 0.002; again $(($1-1))) & wait; fi; }; again 8',
    limited({ timeMs: 150 }),
  )
  await processes.run(order, never)
  expect(await survivors(order)).toEqual([])
})

test('under bubblewrap, where it is present, even a daemon without variables ends with its program', async (context) => {
  const found = await findContainment()
  if (found.kind !== 'bubblewrap') context.skip('bubblewrap is not here')
  const inside = await openProcesses({ containment: found })
  // A name of its own, since whoever else uses this machine may sleep as well.
  const name = `lasting-${process.pid}`
  const script = `cp "$(command -v sleep)" ./${name}; env -i setsid ./${name} 63 >/dev/null 2>&1 </dev/null & cat; exit 4`
  const order = orderOf(script, { input: 'told' })
  expect(await inside.run(order, never)).toMatchObject({
    end: 'exited',
    exitCode: 4,
    output: 'told',
  })
  const table = await readProcessTable()
  expect(table.filter((one) => one.name === name && !one.ended)).toEqual([])
})

test('what a killed host left running is found by its mark and ended', async () => {
  const order = orderOf('')
  const left = spawn('bash', ['-c', 'sleep 64 & setsid sleep 65 & wait'], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: '/usr/bin:/bin', [markVariable]: order.mark },
  })
  await wait(200)
  const ended = await processes.endLeftOver(order.mark)
  expect(ended.map(({ name }) => name).toSorted()).toEqual(['bash', 'sleep', 'sleep'])
  expect(await survivors(order)).toEqual([])
  expect(await processes.endLeftOver(order.mark)).toEqual([])
  expect(left.pid).toBeGreaterThan(1)
})

test('the name of a process may hold brackets and spaces', () => {
  const rest = Array.from({ length: 40 }, (_, at) => at + 1).join(' ')
  expect(parseStat(7, `7 (a) b (c) S ${rest}`)).toMatchObject({ name: 'a) b (c', parent: 1 })
})

test('under bubblewrap the program is started in a process space that ends with it', () => {
  const containment = { kind: 'bubblewrap', says: '', program: '/usr/bin/bwrap' } as const
  const order = { program: 'node', args: ['a b'], folder: '/work here' }
  expect(containedCommand(containment, order)).toMatchInlineSnapshot(`
    {
      "args": [
        "--dev-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--unshare-pid",
        "--die-with-parent",
        "--chdir",
        "/work here",
        "--",
        "node",
        "a b",
      ],
      "program": "/usr/bin/bwrap",
    }
  `)
})
