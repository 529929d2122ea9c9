/** The tools of a window as an MCP client sees them: few, short, and answered by the firm whatever comes. */
import { PassThrough } from 'node:stream'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { afterEach, describe, expect, it } from 'vitest'
import { loadTokenCounter } from '../../memory/index.ts'
import { type AskFirm, openWindowServer } from './index.ts'

const undone: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const undo of undone.splice(0)) await undo()
})

interface Answered {
  readonly result?: { readonly [name: string]: unknown }
  readonly error?: { readonly message: string }
}

/** A client that knows only the lines of the wire. */
const connect = (ask: AskFirm) => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const transport = new StdioServerTransport(input, output)
  const served = serveStdio(() => openWindowServer(ask, { version: '1.0.0' }), { transport })
  undone.push(async () => await served.close())
  let text = ''
  const waiting = new Map<number, (answer: Answered) => void>()
  output.on('data', (piece: Buffer) => {
    text += piece.toString('utf8')
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const message = JSON.parse(text.slice(0, end))
      text = text.slice(end + 1)
      waiting.get(message.id)?.(message)
    }
  })
  let count = 0
  const send = (message: object): void => void input.write(`${JSON.stringify(message)}\n`)
  return {
    notify: (method: string) => send({ jsonrpc: '2.0', method }),
    request: async (method: string, params: object): Promise<Answered> =>
      await new Promise((resolve) => {
        count += 1
        waiting.set(count, resolve)
        send({ jsonrpc: '2.0', id: count, method, params })
      }),
  }
}

const clientInfo = { name: 'test', version: '1' }

const opened = async (ask: AskFirm = async () => ({ ok: true, text: '' })) => {
  const client = connect(ask)
  const protocolVersion = '2025-11-25'
  const answer = await client.request('initialize', {
    protocolVersion,
    capabilities: {},
    clientInfo,
  })
  client.notify('notifications/initialized')
  return { ...client, answer }
}

describe('the MCP server for windows', () => {
  it('has at most five tools, whose schemas and words cost less than 1,500 tokens', async () => {
    const client = await opened()
    const { result } = await client.request('tools/list', {})
    const tools = result?.['tools']
    if (!Array.isArray(tools)) throw new Error('the server lists its tools')
    expect(tools.map(({ name }) => name)).toEqual([
      'who_is_on',
      'what_stands',
      'decide',
      'hand_over',
      'ask',
    ])
    const countTokens = await loadTokenCounter()
    expect(countTokens(JSON.stringify(tools))).toBeLessThan(1_500)
  })

  it('speaks the revision before this one as well as this one', async () => {
    const { answer } = await opened()
    expect(answer.result).toMatchObject({
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'firm' },
    })
    const protocolVersion = '2026-07-28'
    const meta = {
      'io.modelcontextprotocol/protocolVersion': protocolVersion,
      'io.modelcontextprotocol/clientInfo': clientInfo,
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const client = connect(async () => ({ ok: true, text: 'fine' }))
    const listed = await client.request('tools/list', { _meta: meta })
    expect(listed.result?.['tools']).toHaveLength(5)
  })

  it('hands a call to the firm as it came, and its refusals to the model', async () => {
    const asked: unknown[] = []
    const client = await opened(async (tool, input) => {
      asked.push([tool, input])
      return { ok: tool !== 'decide', text: `about ${tool}` }
    })
    const call = async (name: string, input: object) =>
      (await client.request('tools/call', { name, arguments: input })).result
    expect(await call('what_stands', { about: 'build' })).toEqual({
      content: [{ type: 'text', text: 'about what_stands' }],
    })
    expect(await call('decide', { topic: 'build', decision: 'we use pnpm' })).toEqual({
      content: [{ type: 'text', text: 'about decide' }],
      isError: true,
    })
    expect(asked).toEqual([
      ['what_stands', { about: 'build' }],
      ['decide', { topic: 'build', decision: 'we use pnpm' }],
    ])
  })

  it('hands nothing to the firm that does not fit its schema, and goes on', async () => {
    const asked: unknown[] = []
    const client = await opened(async (tool) => {
      asked.push(tool)
      return { ok: true, text: 'fine' }
    })
    const wrong = await client.request('tools/call', { name: 'decide', arguments: { topic: 7 } })
    expect(wrong.error !== undefined || wrong.result?.['isError'] === true).toBe(true)
    const unknown = await client.request('tools/call', { name: 'rm', arguments: {} })
    expect(unknown.error !== undefined || unknown.result?.['isError'] === true).toBe(true)
    expect(asked).toEqual([])
    const fine = await client.request('tools/call', { name: 'ask', arguments: { question: 'so?' } })
    expect(fine.result?.['isError']).toBeUndefined()
  })
})
