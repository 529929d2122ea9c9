/** The whole way of a hook: its own program, the host that it starts, the door, and the answer in the agent's words. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { firmStatus } from '../../src/api/index.ts'
import {
  doorFileOf,
  findDoorPort,
  keepDoorKeys,
  newDoorToken,
  removeDoorKeys,
} from '../../src/cli/firm-home/index.ts'
import { connectFirm } from '../../src/cli/open-firm/index.ts'
import { isAlive } from '../../src/environments/process/index.ts'
import { buildProgram } from './built-program.ts'
import { type CharterHome, foundHome } from './charter-home.ts'

const hookProgram = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  'dist/cli/hook.js',
)

const folder = mkdtempSync(join(tmpdir(), 'firm door '))
const repository = join(folder, 'repo')

const charter = `
import { edit, firm, git, goal, person, presence, window } from 'firm'

export default firm('acme', {
  goal: goal('ship it', { owner: 'ana', measure: 'ana says so' }),
  members: {
    ana: person({ roles: ['operator'] }),
    cleo: window('claude', { roles: ['window'] }),
    cory: window('codex', { roles: ['window'] }),
  },
  protocols: [presence, edit({ repo: git(${JSON.stringify(repository)}) })],
})
`

let stage: { readonly home: CharterHome; readonly port: number }

beforeAll(async () => {
  buildProgram()
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      cwd: repository,
      stdio: 'pipe',
    })
  execFileSync('git', ['init', '-q', repository])
  writeFileSync(join(repository, 'a.txt'), 'a\n')
  git('add', '.')
  git('commit', '-q', '-m', 'one')
  stage = { home: await foundHome(charter), port: await findDoorPort() }
  joinAgents()
}, 300_000)

afterAll(async () => {
  await endHost()
  stage.home.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Writes keys as `firm join` does. */
const joinAgents = (port = stage.port): void =>
  keepDoorKeys(stage.home.home, {
    port,
    tokens: { claude: newDoorToken(), codex: newDoorToken() },
  })

// A busy machine takes its time; the host looks at its keys once a second.
const patience = { timeout: 60_000 }

const client = async () => await connectFirm(stage.home.places.socket)

const endHost = async (): Promise<void> => {
  const connected = await client()
  await connected?.call('stop', {})
  await connected?.ended
  // It writes until it is gone.
  await vi.waitFor(() => expect(hostsSoFar().filter(isAlive)).toEqual([]), patience)
}

const hostsSoFar = (): readonly number[] => {
  const log = readFileSync(stage.home.places.hostLog, 'utf8')
  return [...log.matchAll(/host of process (\d+) serves/g)].map(([, pid]) => Number(pid))
}

/** Kills the host as a power cut would. */
const killHost = async (): Promise<void> => {
  process.kill(hostsSoFar().at(-1) ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(hostsSoFar().filter(isAlive)).toEqual([]), patience)
}

/** What the host has trouble with, as `firm status` says it. */
const troubles = async (): Promise<readonly string[]> => {
  const connected = await client()
  const told = await connected?.call('status', {})
  await connected?.close()
  const { waiting } = firmStatus.parse(told?.ok === true ? told.value : undefined)
  return waiting.flatMap(({ kind, what, why }) => (kind === 'trouble' ? [`${what}: ${why}`] : []))
}

interface Answered {
  readonly code: number | null
  readonly printed: string
  readonly complaint: string
}

/** Runs the hook of an agent, as the agent does. */
const hook = async (agent: string, event: string, more: object = {}): Promise<Answered> =>
  await new Promise((resolve) => {
    const child = spawn(process.execPath, [hookProgram, agent, doorFileOf(stage.home.home)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let [printed, complaint] = ['', '']
    child.stdout.on('data', (piece: Buffer) => (printed += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()))
    child.on('close', (code) => resolve({ code, printed, complaint }))
    const said = { hook_event_name: event, session_id: `a session of ${agent}`, cwd: repository }
    child.stdin.end(JSON.stringify({ ...said, ...more }))
  })

const edit = { tool_name: 'Edit', tool_input: { file_path: 'a.txt', new_string: 'b' } }
const patch = {
  tool_name: 'apply_patch',
  tool_input: { command: '*** Begin Patch\n*** Update File: a.txt\n@@\n-a\n+b\n*** End Patch\n' },
}

/** The first word of a window; on a busy machine a host may take longer to come than it waits. */
const begin = async (agent: string): Promise<string> => {
  const { code, printed, complaint } = await hook(agent, 'SessionStart')
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
  return printed
}

const refusal = ({ printed }: Answered): string =>
  JSON.parse(printed).hookSpecificOutput?.permissionDecisionReason ?? ''

it('starts a host at the first word, seats the window, and lets one of two write', async () => {
  await expect
    .poll(async () => await begin('claude'), patience)
    .toContain('You are cleo, a window of Claude Code in the firm acme.')
  expect(await hook('claude', 'PreToolUse', edit)).toEqual({
    code: 0,
    printed: '{}\n',
    complaint: '',
  })
  expect(refusal(await hook('codex', 'PreToolUse', patch))).toMatch(
    /^a\.txt is held by cleo, a window of Claude Code, since /,
  )
})

it('refuses while the host is dead, and what was held is held when the next one is there', async () => {
  await killHost()
  const dead = await hook('codex', 'PreToolUse', patch)
  expect({ code: dead.code, printed: dead.printed }).toEqual({ code: 2, printed: '' })
  expect(dead.complaint).toContain('`firm up`')
  await expect.poll(async () => await begin('codex'), patience).toContain('You are cory')
  expect(refusal(await hook('codex', 'PreToolUse', patch))).toContain('a.txt is held by cleo')
})

it('shows a port that another program has, and opens the door once it is free', async () => {
  const taken = await findDoorPort()
  const other = createServer((socket) => socket.resume().end('HTTP/1.1 200 OK\r\n\r\n{}'))
  await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve))
  joinAgents(taken)
  await expect
    .poll(troubles, patience)
    .toEqual([
      `opening the door for windows: another program listens on 127.0.0.1:${taken}. End what listens on port ${taken}; until then windows that joined are refused.`,
    ])
  const refused = await hook('claude', 'PreToolUse', edit)
  expect(refused.code).toBe(2)
  await new Promise((resolve) => other.close(resolve))
  await expect.poll(troubles, patience).toEqual([])
  expect((await hook('claude', 'PreToolUse', edit)).printed).toBe('{}\n')
  joinAgents()
})

it('shuts the door when the last agent leaves, and says so to hooks that stayed', async () => {
  removeDoorKeys(stage.home.home)
  const left = await hook('claude', 'PreToolUse', edit)
  expect(left.code).toBe(2)
  expect(left.complaint).toContain('`firm join`')
  const isShut = async (): Promise<boolean> =>
    await new Promise((resolve) => {
      const socket = connect(stage.port, '127.0.0.1', () => resolve(false))
      socket.on('error', () => resolve(true))
      socket.on('connect', () => socket.destroy())
    })
  await expect.poll(isShut, patience).toBe(true)
  joinAgents()
})
