/** The tools of a window as its agent runs them: a process that acts as the window whose hooks spoke, and as no other. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findDoorPort, keepDoorKeys } from '../../src/cli/firm-home/index.ts'
import { hookWords, mcpWords } from '../../src/cli/hooking/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import type { WindowAsking } from '../../src/host/index.ts'
import { claudeHooks, codexHooks, geminiHooks } from '../../src/minds/window/index.ts'
import { type DoorServer, serveDoor } from '../../src/server/door/index.ts'
import { buildProgram } from './built-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'firm mcp '))
const doorFile = join(folder, 'door.json')
const asked: WindowAsking[] = []
let server: DoorServer | undefined

beforeAll(async () => {
  buildProgram()
  const port = await findDoorPort()
  const tokens = { claude: 'a' }
  keepDoorKeys(folder, { port, tokens })
  const served = await serveDoor({
    port,
    tokens: () => tokens,
    door: {
      take: async () => ({ kind: 'allow', told: [] }),
      ask: async (asking) => {
        asked.push(asking)
        return { ok: true, text: 'nobody edits it' }
      },
    },
    codecs: { claude: claudeHooks, codex: codexHooks, gemini: geminiHooks },
    clock: realClock(),
  })
  if (!served.ok) throw new Error(served.message)
  server = served.value
}, 300_000)
afterAll(async () => {
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const built = (words: readonly string[]): readonly string[] =>
  words.map((word) => word.replace('/src/cli/', '/dist/cli/').replace(/\.ts$/, '.js'))

/** An agent that calls its hook for each event, asks by a tool, and prints what it is answered. */
const agentSource = `
import { spawn, spawnSync } from 'node:child_process'
const [hook, mcp, events] = process.argv.slice(2).map((word) => JSON.parse(word))
for (const event of events) {
  spawnSync(hook[0], hook.slice(1), { input: JSON.stringify({ ...event, cwd: process.cwd() }) })
}
const server = spawn(mcp[0], mcp.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
const send = (id, method, params) =>
  server.stdin.write(JSON.stringify({ jsonrpc: '2.0', ...(id && { id }), method, params }) + '\\n')
let text = ''
server.stdout.on('data', (piece) => {
  text += piece
  for (let end = text.indexOf('\\n'); end >= 0; end = text.indexOf('\\n')) {
    const message = JSON.parse(text.slice(0, end))
    text = text.slice(end + 1)
    if (message.id === 1) {
      send(0, 'notifications/initialized', {})
      send(2, 'tools/call', { name: 'who_is_on', arguments: { paths: ['a.ts'] } })
    } else if (message.id === 2) {
      process.stdout.write(message.result.content[0].text)
      server.stdin.end()
    }
  }
})
server.on('close', (code) => { process.exitCode = code })
const clientInfo = { name: 'scripted', version: '1' }
send(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo })
`

/** Runs the agent; what it printed. Its own name is what tells its process apart. */
const runAgent = async (
  events: readonly object[],
): Promise<{ code: number | null; out: string }> => {
  const program = join(folder, 'claude', 'agent.mjs')
  mkdirSync(join(folder, 'claude'), { recursive: true })
  writeFileSync(program, agentSource)
  const words = [built(hookWords('claude', doorFile)), built(mcpWords('claude', doorFile)), events]
  const child = spawn(process.execPath, [program, ...words.map((one) => JSON.stringify(one))], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString('utf8')))
  return await new Promise((resolve) => child.on('close', (code) => resolve({ code, out })))
}

const starts = (session: string): object => ({
  hook_event_name: 'SessionStart',
  session_id: session,
})
const ends = (session: string): object => ({ hook_event_name: 'SessionEnd', session_id: session })

it('asks as the session of which its agent told last, and ends with its agent', async () => {
  expect(await runAgent([starts('s1'), starts('s2')])).toEqual({ code: 0, out: 'nobody edits it' })
  const input = { paths: ['a.ts'] }
  expect(asked.splice(0)).toEqual([{ agent: 'claude', session: 's2', tool: 'who_is_on', input }])
})

it.each([
  ['none of its hooks has spoken', []],
  ['its session has ended', [starts('s3'), ends('s3')]],
])('acts as nobody where %s, and says so', async (_name, events) => {
  const { code, out } = await runAgent(events)
  expect(code).toBe(0)
  expect(out).toBe(
    'Firm could not be asked: no hook of this window has spoken yet. Go on, and try again after your next prompt.',
  )
  expect(asked).toEqual([])
})

it.each([
  ['claude', 0, ''],
  ['nobody', 2, 'firm: there is no agent nobody\n      Name some of claude, codex, gemini.\n'],
])('the server of %s, whose input is at its end, ends with %i', (agent, code, said) => {
  const [program = '', ...words] = built(mcpWords(agent, doorFile))
  const ended = spawnSync(program, words, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  expect({ code: ended.status, said: ended.stderr }).toEqual({ code, said })
})
