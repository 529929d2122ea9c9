/** The door on loopback speaks to hooks that bear a token, and whatever else comes is turned away with a reason. */
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findDoorPort } from '../../cli/firm-home/index.ts'
import type { DoorReply, WindowAsking, WindowCall } from '../../host/index.ts'
import { type SimulatedClock, simulatedClock } from '../../testing/simulated-clock.ts'
import { callsAtOnceMax, replyMsMax } from './answer-hook.ts'
import type { HookCodec } from '../../minds/window/index.ts'
import { serveDoor } from './index.ts'
import { repeatMsMax } from './repeats.ts'

/** An agent that says its session, what it writes and the name of the call. */
const codec: HookCodec = {
  agent: 'claude',
  readHook: (input) => {
    const read = parse(String(input))
    if (read === undefined) {
      return { kind: 'unreadable', place: '', answer: codec.refuseUnread('cannot read this') }
    }
    if (read['event'] === 'unknown') {
      return { kind: 'nothing', answer: { json: {}, exitCode: 0, complaint: '' } }
    }
    const { session = '', path = '', use } = read
    return {
      kind: 'call',
      event: 'write',
      call: {
        agent: 'claude',
        session,
        folder: '/code',
        move: { kind: 'about-to-write', paths: [path] },
      },
      ...(use === undefined ? {} : { use }),
    }
  },
  writeReply: ({ call: { session } }, reply) => {
    if (session === 'breaks') throw new Error('this codec is broken')
    const json = reply.kind === 'allow' ? { told: reply.told } : { deny: reply.because }
    return { json, exitCode: 0, complaint: '' }
  },
  refuseUnread: (because) => ({ json: { deny: because }, exitCode: 2, complaint: because }),
}

const parse = (text: string): { readonly [name: string]: string } | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Staged {
  readonly port: number
  readonly clock: SimulatedClock
  readonly calls: WindowCall[]
  readonly asked: WindowAsking[]
}

const token = 'a-token-of-claude'
const allow: DoorReply = { kind: 'allow', told: [] }
const undone: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const undo of undone.splice(0)) await undo()
})

const stage = async (
  take: (call: WindowCall, count: number) => Promise<DoorReply> = async () => allow,
  patienceMs = 60_000,
): Promise<Staged> => {
  const port = await findDoorPort()
  const clock = simulatedClock()
  const calls: WindowCall[] = []
  const asked: WindowAsking[] = []
  const served = await serveDoor({
    port,
    tokens: () => ({ claude: token }),
    door: {
      take: async (call) => {
        calls.push(call)
        return await take(call, calls.length)
      },
      ask: async (asking) => {
        asked.push(asking)
        return { ok: true, text: `you asked ${asking.tool}` }
      },
    },
    codecs: { claude: codec, codex: codec, gemini: codec },
    clock,
    processSpace: 'pid:[1]',
    patienceMs,
  })
  if (!served.ok) throw new Error(served.message)
  undone.push(served.value.close)
  return { port, clock, calls, asked }
}

interface Posted {
  readonly path?: string
  readonly method?: string
  readonly headers?: { readonly [name: string]: string | undefined }
}

/** Posts a hook, as claude does unless said. */
const post = async (
  port: number,
  body: string | object,
  { path = '/door/claude', method = 'POST', headers = {} }: Posted = {},
): Promise<{ readonly status: number; readonly json: unknown; readonly complaint: string }> =>
  await new Promise((resolve, reject) => {
    const all = {
      host: `127.0.0.1:${port}`,
      'content-type': 'application/json',
      'firm-token': token,
      ...headers,
    }
    const sent = request({
      port,
      host: '127.0.0.1',
      agent: false,
      path,
      method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const pieces: Buffer[] = []
      response.on('error', reject)
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          json: JSON.parse(Buffer.concat(pieces).toString('utf8')),
          complaint: decodeURIComponent(String(response.headers['firm-complaint'] ?? '')),
        }),
      )
    })
    sent.end(typeof body === 'string' ? body : JSON.stringify(body))
  })

describe('a hook that bears its token', () => {
  it('is a call of that window alone, and is answered in the words of its agent', async () => {
    const { port, calls } = await stage(async ({ session }) => ({
      kind: 'refuse',
      because: `${session} may not`,
      told: [],
    }))
    const answered = await post(port, { session: 's1', path: 'a.ts' })
    expect(answered).toEqual({ status: 200, json: { deny: 's1 may not' }, complaint: '' })
    // A session that somebody made up is a window of its own: nothing of another's is known by it.
    await post(port, { session: 'made-up', path: 'a.ts' })
    expect(calls.map(({ session, process }) => [session, process])).toEqual([
      ['s1', undefined],
      ['made-up', undefined],
    ])
  })

  it.each([
    ['4711@pid:[1]', 4711],
    ['4711@pid:[2]', undefined],
    ['-1@pid:[1]', undefined],
    ['4711', undefined],
    ['rubbish', undefined],
  ])('with the process %s names the process %s', async (header, process) => {
    const { port, calls } = await stage()
    await post(port, { session: 's1' }, { headers: { 'firm-process': header } })
    expect(calls.map((call) => call.process)).toEqual([process])
  })
})

describe('a tool of a window', () => {
  const path = '/door/claude/ask'

  it('asks in the name of the session that it bears, and nothing else of it is believed', async () => {
    const { port, asked } = await stage()
    const input = { about: 'build' }
    const body = { session: 's1', tool: 'what_stands', input, agent: 'codex', by: 'boss' }
    expect(await post(port, body, { path })).toMatchObject({
      status: 200,
      json: { ok: true, text: 'you asked what_stands' },
    })
    expect(asked).toEqual([{ agent: 'claude', session: 's1', tool: 'what_stands', input }])
  })

  it.each(['', '{', '[]', '{"tool":"ask"}', '{"session":7,"tool":"ask"}', 'null'])(
    'that cannot be read is answered so: %s',
    async (body) => {
      const { port, asked } = await stage()
      const json = { ok: false, text: 'Firm could not read this call.' }
      expect(await post(port, body, { path })).toMatchObject({ status: 200, json })
      expect(asked).toEqual([])
    },
  )

  it('is turned away without the token of its agent', async () => {
    const { port, asked } = await stage()
    const body = { session: 's1', tool: 'ask', input: {} }
    const headers = { 'firm-token': 'wrong' }
    expect((await post(port, body, { path, headers })).status).toBe(401)
    expect((await post(port, body, { path: '/door/codex/ask' })).status).toBe(401)
    expect(asked).toEqual([])
  })
})

describe('what does not come from a hook that was set up is turned away unread', () => {
  it.each<[string, Posted, number, string]>([
    ['a foreign Host', { headers: { host: 'example.com' } }, 403, 'speaks to nobody'],
    ['a Host without the port', { headers: { host: '127.0.0.1' } }, 403, 'speaks to nobody'],
    ['an Origin', { headers: { origin: 'http://127.0.0.1' } }, 403, 'pages of a browser'],
    ['an empty Origin', { headers: { origin: '' } }, 403, 'pages of a browser'],
    ['a wrong token', { headers: { 'firm-token': 'wrong' } }, 401, 'not the token of claude'],
    ['no token', { headers: { 'firm-token': undefined } }, 401, 'bears its token'],
    ['the token of another agent', { path: '/door/codex' }, 401, 'codex has not joined'],
    ['an unknown agent', { path: '/door/eve' }, 404, 'there is /door/claude'],
    ['another method', { method: 'PUT' }, 405, 'is posted'],
    ['a form', { headers: { 'content-type': 'text/plain' } }, 415, 'application/json'],
    ['no type', { headers: { 'content-type': undefined } }, 415, 'application/json'],
  ])('%s', async (_name, posted, status, says) => {
    const { port, calls } = await stage()
    const answered = await post(port, { session: 's1' }, posted)
    expect(answered.status).toBe(status)
    expect(JSON.stringify(answered.json)).toContain(says)
    expect(calls).toEqual([])
  })
})

describe('what cannot be read', () => {
  it.each(['', 'no json', '{"session":'])('is refused as the codec says: %j', async (body) => {
    const { port, calls } = await stage()
    expect(await post(port, body)).toEqual({
      status: 200,
      json: { deny: 'cannot read this' },
      complaint: 'cannot read this',
    })
    expect(calls).toEqual([])
  })

  it('is refused with the limit, of 10 MB', async () => {
    const { port, calls } = await stage()
    const answered = await post(port, { session: 's1', path: 'x'.repeat(10 * 1024 * 1024) })
    expect(answered.complaint).toBe(
      'Firm takes 4 MB in one call and this was more: write it in parts.',
    )
    expect(answered.json).toEqual({ deny: answered.complaint })
    expect(calls).toEqual([])
  })

  it('is taken below the limit', async () => {
    const { port, calls } = await stage()
    await post(port, { session: 's1', path: 'x'.repeat(3 * 1024 * 1024) })
    expect(calls).toHaveLength(1)
  })

  it('means nothing where the event is one that nobody knows', async () => {
    const { port, calls } = await stage()
    const answered = await post(port, { event: 'unknown' })
    expect(answered).toEqual({ status: 200, json: {}, complaint: '' })
    expect(calls).toEqual([])
  })
})

describe('a call that is repeated', () => {
  it('happens once, and gets the same answer while the first is still waited for and after', async () => {
    let release: (reply: DoorReply) => void = () => undefined
    const { port, calls } = await stage(
      async () => await new Promise((resolve) => (release = resolve)),
    )
    const hook = { session: 's1', path: 'a.ts', use: 'u1' }
    const both = [post(port, hook), post(port, hook)]
    await expect.poll(() => calls.length).toBe(1)
    release({ kind: 'allow', told: ['once'] })
    expect((await Promise.all([...both, post(port, hook)])).map(({ json }) => json)).toEqual([
      { told: ['once'] },
      { told: ['once'] },
      { told: ['once'] },
    ])
    expect(calls).toHaveLength(1)
  })

  it.each([
    ['by another window', { session: 's2', path: 'a.ts', use: 'u1' }],
    ['for another path', { session: 's1', path: 'b.ts', use: 'u1' }],
  ])('is another call %s', async (_name, other) => {
    const { port, calls } = await stage()
    await post(port, { session: 's1', path: 'a.ts', use: 'u1' })
    await post(port, other)
    expect(calls).toHaveLength(2)
  })

  it('is asked anew where it has no name, and after a minute', async () => {
    const { port, calls, clock } = await stage()
    await post(port, { session: 's1' })
    await post(port, { session: 's1' })
    expect(calls).toHaveLength(2)
    await post(port, { session: 's1', use: 'u1' })
    clock.pass(repeatMsMax)
    await post(port, { session: 's1', use: 'u1' })
    expect(calls).toHaveLength(4)
  })
})

describe('a door that fails', () => {
  it('refuses with what it threw', async () => {
    const { port } = await stage(async () => await Promise.reject(new Error('the disk is full')))
    const { json } = await post(port, { session: 's1' })
    expect(json).toEqual({ deny: 'Firm could not answer: the disk is full' })
  })

  it('whose codec breaks its promise costs that call alone', async () => {
    const { port, calls } = await stage()
    await expect(post(port, { session: 'breaks' })).rejects.toThrow('socket hang up')
    await post(port, { session: 's1' })
    expect(calls).toHaveLength(2)
  })

  it('that hangs refuses in time, and is free again for others', async () => {
    const { port, clock, calls } = await stage(async ({ session }) =>
      session === 'hangs' ? await new Promise(() => undefined) : allow,
    )
    const asking = Array.from(
      { length: callsAtOnceMax },
      async (_, index) => await post(port, { session: 'hangs', use: `u${index}` }),
    )
    await expect.poll(() => calls.length).toBe(callsAtOnceMax)
    const { json } = await post(port, { session: 's1' })
    expect(json).toEqual({ deny: 'Firm is busy with 64 calls: try this again.' })
    clock.pass(replyMsMax)
    expect(new Set((await Promise.all(asking)).map((one) => JSON.stringify(one.json)))).toEqual(
      new Set(['{"deny":"Firm took longer than 4 s to answer: try this again."}']),
    )
    expect(await post(port, { session: 's1' })).toMatchObject({ json: { told: [] } })
  })
})

describe('the connection', () => {
  const exchange = async (port: number, text: string): Promise<string> =>
    await new Promise((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (piece: Buffer) => (heard += piece.toString('utf8')))
      socket.on('error', () => socket.destroy())
      socket.on('close', () => resolve(heard))
    })

  it.each([
    ['in its head', 'POST /door/claude HTTP/1.1\r\nhost: 127.0.0.1'],
    [
      'in its body',
      `POST /door/claude HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\nfirm-token: ${token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"session"`,
    ],
  ])('of who stops %s is cut off', async (_name, text) => {
    const { port, calls } = await stage(async () => allow, 200)
    expect(await exchange(port, text.replace('PORT', String(port)))).not.toContain('200 OK')
    expect(calls).toEqual([])
  })

  it('that is broken off in the midst does nobody harm', async () => {
    const { port, calls } = await stage()
    const text = `POST /door/claude HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nfirm-token: ${token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"session"`
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => socket.destroy()))
    await new Promise((resolve) => socket.on('close', resolve))
    await post(port, { session: 's1' })
    expect(calls).toHaveLength(1)
  })
})

it('refuses to open where another program listens, and says which port', async () => {
  const port = await findDoorPort()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  undone.push(async () => await new Promise((resolve) => other.close(() => resolve())))
  const served = await serveDoor({
    port,
    tokens: () => ({}),
    door: { take: async () => allow, ask: async () => ({ ok: true, text: '' }) },
    codecs: { claude: codec, codex: codec, gemini: codec },
    clock: simulatedClock(),
  })
  expect(served).toEqual({
    ok: false,
    why: 'taken',
    message: `another program listens on 127.0.0.1:${port}`,
    hint: `End what listens on port ${port}; until then windows that joined are refused.`,
  })
})
