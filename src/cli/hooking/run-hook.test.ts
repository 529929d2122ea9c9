/** Whatever fails in a hook, a write is refused in time and with the mend, and all else goes on and is told so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { findDoorPort, keepDoorKeys } from '../firm-home/index.ts'
import type { HookEnd } from './hook-failure.ts'
import { type HookOrder, runHook } from './run-hook.ts'

const undone: (() => unknown)[] = []
afterEach(async () => {
  for (const undo of undone.splice(0)) await undo()
})

const homeWith = (port: number): string => {
  const home = mkdtempSync(join(tmpdir(), 'firm hook '))
  undone.push(() => rmSync(home, { recursive: true, force: true }))
  keepDoorKeys(home, { port, tokens: { claude: 'a-token' } })
  return home
}

/** Listens as a host does, and answers each connection as told once something has come. */
const listen = async (port: number, answer: (socket: Socket, heard: string) => void) => {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', (piece: Buffer) => answer(socket, piece.toString('utf8')))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  undone.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
}

const http = (
  body: string,
  { status = '200 OK', door = true, length = body.length } = {},
): string =>
  `HTTP/1.1 ${status}\r\n${door ? 'firm-door: 1\r\n' : ''}content-length: ${length}\r\nconnection: close\r\n\r\n${body}`

const noHost: HookOrder['startHost'] = async () =>
  await Promise.reject(new Error('none is started'))

interface Run {
  readonly home: string
  readonly hook: string | Readable
  readonly agent?: string
  readonly startHost?: HookOrder['startHost']
  readonly passedMs?: HookOrder['passedMs']
}

/** Clocks of hooks: of one that has all the time that a busy machine may take, and of one that has little left. */
const unhurried = (): number => -60_000
const hurried = (): number => 1_600

const run = async ({
  home,
  hook,
  agent = 'claude',
  startHost = noHost,
  passedMs = unhurried,
}: Run) =>
  await runHook({
    agent,
    doorFile: join(home, 'door.json'),
    input: typeof hook === 'string' ? Readable.from([Buffer.from(hook)]) : hook,
    parent: process.ppid,
    passedMs,
    startHost,
  })

const before = JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's1' })
const hookOf = (event: string): string => JSON.stringify({ hook_event_name: event })

const refusedFor = ({ code, printed, complaint }: HookEnd): string => {
  expect({ code, printed }).toEqual({ code: 2, printed: '' })
  expect(complaint).toMatch(/^Firm could not be asked: .*\. Until then this is refused\.\n$/)
  return complaint
}

describe('a write is refused', () => {
  it('where no host listens', async () => {
    const port = await findDoorPort()
    expect(refusedFor(await run({ home: homeWith(port), hook: before }))).toBe(
      `Firm could not be asked: no host listens on port ${port}. A person mends it with \`firm up\`; then try again. Until then this is refused.\n`,
    )
  })

  it.each<[string, (socket: Socket) => void, string]>([
    ['that closes the line', (socket) => socket.destroy(), 'the line to it broke'],
    ['that answers rubbish', (socket) => socket.end('\0rubbish\r\n'), 'the line to it broke'],
    ['that answers 500', (socket) => socket.end(http('{}', { status: '500 No' })), 'status 500'],
    [
      'that turns it away',
      (socket) => socket.end(http('{"error":"a wrong token"}', { status: '401 No' })),
      'its host says: a wrong token. A person mends it with `firm join`',
    ],
    ['that says no JSON', (socket) => socket.end(http('allowed')), 'is no JSON object'],
    ['that says a list', (socket) => socket.end(http('[]')), 'is no JSON object'],
    ['that says nothing', (socket) => socket.end(http('')), 'is no JSON object'],
    [
      'that breaks off in the midst of its answer',
      (socket) => socket.end(http('{"a":1}', { length: 99 })),
      'its answer broke off',
    ],
    [
      'that is no host but another program',
      (socket) => socket.end(http('{}', { door: false })),
      'another program answers at its port',
    ],
  ])('by a host %s', async (_name, answer, why) => {
    const port = await findDoorPort()
    await listen(port, answer)
    expect(refusedFor(await run({ home: homeWith(port), hook: before }))).toContain(why)
  })

  it.each([
    ['nothing', '', 'no host listens'],
    ['rubbish', 'rubbish', 'no host listens'],
    ['half a hook', '{"hook_event_name":"PreToolUse"', 'no host listens'],
    ['an event that nobody has seen', hookOf('BeforeAnything'), 'no host listens'],
    ['an event that is no text', '{"hook_event_name":["SessionStart"]}', 'no host listens'],
    ['more than 4 MB', `${before.slice(0, -1)},"tool_input":"${'x'.repeat(5e6)}"}`, 'the 4 MB'],
  ])('where standard input holds %s', async (_name, hook, why) => {
    const port = await findDoorPort()
    expect(refusedFor(await run({ home: homeWith(port), hook }))).toContain(why)
  })

  it('by a host that hangs', async () => {
    const port = await findDoorPort()
    await listen(port, () => undefined)
    let reads = 0
    // All the time that it takes to read, and then little to be answered.
    const passedMs = (): number => (reads++ === 0 ? unhurried() : hurried())
    const ended = await run({ home: homeWith(port), hook: before, passedMs })
    expect(refusedFor(ended)).toContain('its host does not answer')
  })

  it('where standard input never ends', async () => {
    const home = homeWith(await findDoorPort())
    const ended = await run({ home, hook: new PassThrough(), passedMs: hurried })
    expect(refusedFor(ended)).toContain('its host does not answer')
  })

  it.each([
    ['the keys are gone', (file: string) => rmSync(file), 'ENOENT'],
    ['the keys are rubbish', (file: string) => writeFileSync(file, '{'), 'does not hold a port'],
    [
      'the agent has left',
      (file: string) => writeFileSync(file, '{"port":20001,"tokens":{}}'),
      'claude has no token',
    ],
  ])('where %s, with `firm join` as the mend', async (_name, spoil, why) => {
    const home = homeWith(20_001)
    spoil(join(home, 'door.json'))
    const said = refusedFor(await run({ home, hook: before }))
    expect(said).toContain(why)
    expect(said).toContain('`firm join`')
  })
})

describe('what cannot be refused goes on', () => {
  it.each(['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'BeforeAgent', 'AfterTool'])(
    'and the model is told at %s',
    async (event) => {
      const home = homeWith(await findDoorPort())
      const { code, printed, complaint } = await run({ home, hook: hookOf(event) })
      expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
      const { hookSpecificOutput: said } = JSON.parse(printed)
      expect(said.hookEventName).toBe(event)
      expect(said.additionalContext).toMatch(/^Firm could not be asked: .* refuses its edits/)
    },
  )

  it.each(['Stop', 'AfterAgent', 'SessionEnd'])(
    'and its person is told at %s, for a window may always end',
    async (event) => {
      const home = homeWith(await findDoorPort())
      const { code, printed, complaint } = await run({ home, hook: hookOf(event) })
      expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
      expect(Object.keys(JSON.parse(printed))).toEqual(['systemMessage'])
    },
  )

  it('after a tool that answered more than is taken', async () => {
    const home = homeWith(await findDoorPort())
    const hook = `${hookOf('PostToolUse').slice(0, -1)},"tool_response":"${'x'.repeat(5e6)}"}`
    expect(await run({ home, hook })).toMatchObject({ code: 0, complaint: '' })
  })
})

describe('an answer of the door', () => {
  it('is printed as it is, and the hook is posted with its token', async () => {
    const port = await findDoorPort()
    let heard = ''
    await listen(port, (socket, text) => {
      heard = text
      socket.end(http('{"decision":"deny"}'))
    })
    const ended = await run({ home: homeWith(port), hook: before })
    expect(ended).toEqual({ code: 0, printed: '{"decision":"deny"}\n', complaint: '' })
    expect(heard).toContain('POST /door/claude HTTP/1.1')
    expect(heard).toContain('firm-token: a-token')
    expect(heard).toContain(`Host: 127.0.0.1:${port}`)
  })

  it('that complains ends with the code that agents refuse by', async () => {
    const port = await findDoorPort()
    const complaint = 'firm-complaint: no%20%E2%82%AC\r\ncontent-length'
    const answer = http('{"decision":"deny"}').replace('content-length', complaint)
    await listen(port, (socket) => socket.end(answer))
    const ended = await run({ home: homeWith(port), hook: before })
    expect(ended).toEqual({ code: 2, printed: '{"decision":"deny"}\n', complaint: 'no €\n' })
  })
})

describe('the first word of a window', () => {
  const first = hookOf('SessionStart')

  it('starts a host where none runs, and is answered by it', async () => {
    const port = await findDoorPort()
    const home = homeWith(port)
    const started: string[] = []
    const startHost: HookOrder['startHost'] = async (at) => {
      started.push(at)
      setTimeout(() => void listen(port, (socket) => socket.end(http('{"hello":1}'))), 100)
      return await Promise.resolve({ exitCode: () => undefined })
    }
    expect(await run({ home, hook: first, startHost })).toEqual({
      code: 0,
      printed: '{"hello":1}\n',
      complaint: '',
    })
    expect(started).toEqual([home])
  })

  it('starts another where the first found a command hosting that is soon done', async () => {
    const port = await findDoorPort()
    let starts = 0
    const startHost: HookOrder['startHost'] = async () => {
      starts += 1
      if (starts === 2) void listen(port, (socket) => socket.end(http('{}')))
      const code = starts === 1 ? 0 : undefined
      return await Promise.resolve({ exitCode: () => code })
    }
    expect((await run({ home: homeWith(port), hook: first, startHost })).printed).toBe('{}\n')
    expect(starts).toBe(2)
  })

  it.each([
    ['fails', 1],
    ['does not come in five seconds', undefined],
  ])('goes on where the host %s', async (_name, code) => {
    const home = homeWith(await findDoorPort())
    let [passed, step] = [unhurried(), 0]
    const startHost: HookOrder['startHost'] = async () => {
      step = 1_000
      return await Promise.resolve({ exitCode: () => code })
    }
    const passedMs = (): number => (passed += step)
    const ended = await run({ home, hook: first, startHost, passedMs })
    expect(ended.code).toBe(0)
    expect(ended.printed).toContain('no host listens')
  })

  it('is the only one that starts a host: what the operator ended is not begun again by a write', async () => {
    let starts = 0
    const startHost: HookOrder['startHost'] = async () => {
      starts += 1
      return await Promise.resolve({ exitCode: () => undefined })
    }
    const home = homeWith(await findDoorPort())
    await run({ home, hook: before, startHost })
    await run({ home, hook: hookOf('UserPromptSubmit'), startHost })
    expect(starts).toBe(0)
  })
})
