/** Trust in our hooks: asked for, written by Codex itself, believed only when Codex says so, and taken back. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noFaults } from '../../base/index.ts'
import { openCodexServer } from './codex-server.ts'
import { askForTrust, type Trust } from './codex-trust.ts'
import { leaveAgents } from './join-agents.ts'
import { readJoined } from './joined-record.ts'

let ground = ''
beforeEach(() => {
  ground = mkdtempSync(join(tmpdir(), 'firm-trust-'))
  for (const folder of ['home', 'codex', 'shop']) mkdirSync(join(ground, folder))
})
afterEach(() => rmSync(ground, { recursive: true, force: true }))

const settings = (): string => join(ground, 'codex', 'config.toml')
const shop = (): string => join(ground, 'shop')
const hooksFile = (): string => join(shop(), '.codex', 'hooks.json')

/** A program that answers as `codex app-server` 0.169.0 does, with what it keeps in its settings. */
const speaks = `
const { appendFileSync, existsSync, readFileSync } = await import('node:fs')
const [home, shop] = [process.env.CODEX_HOME, process.env.SHOP]
const file = home + '/config.toml'
const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const key = shop + '/.codex/hooks.json:stop:0:0'
const hook = (command) => ({
  key, command, sourcePath: shop + '/.codex/hooks.json', currentHash: 'sha256:7', enabled: true,
  trustStatus: text().includes('sha256:7') ? 'trusted' : 'untrusted',
})
const results = {
  initialize: () => ({ codexHome: home }),
  'hooks/list': () => ({ data: [{ hooks: text().includes('trust_level')
    ? [hook('node /x/cli/hook.js codex /y'), { ...hook('lint'), key: 'theirs' }] : [] }] }),
  'config/batchWrite': ({ edits }) => {
    for (const { keyPath, value } of edits) {
      for (const [name, one] of Object.entries(value)) {
        const [[member, said]] = Object.entries(one)
        appendFileSync(file, '\\n[' + keyPath + '.' + JSON.stringify(name) + ']\\n' + member + ' = "' + said + '"\\n')
      }
    }
    return { status: 'ok' }
  },
}
let rest = ''
process.stdin.on('data', (piece) => {
  const lines = (rest + piece).split('\\n')
  rest = lines.pop()
  for (const line of lines) {
    const { id, method, params } = JSON.parse(line)
    if (id === undefined) continue
    process.stdout.write('{"method":"note"}\\nrubbish\\n' + JSON.stringify({ id, result: results[method](params) }) + '\\n')
  }
})
`

const program = (text: string): string => {
  const file = join(ground, 'codex.mjs')
  writeFileSync(file, `#!${process.execPath}\n${text}`)
  chmodSync(file, 0o755)
  return file
}

const place = () => ({
  folder: shop(),
  variables: { CODEX_HOME: join(ground, 'codex'), SHOP: shop(), PATH: process.env['PATH'] },
  answerMsMax: 300,
})

const trust = async (answers: readonly boolean[]): Promise<readonly [Trust, readonly string[]]> => {
  const server = await openCodexServer(program(speaks), { ...place(), answerMsMax: 20_000 })
  if (server === undefined) throw new Error('it does not speak')
  const asked: string[] = []
  const left = [...answers]
  const outcome = await askForTrust(server, {
    home: join(ground, 'home'),
    top: shop(),
    hooksFile: hooksFile(),
    write: (line) => void asked.push(line),
    ask: async (question) => {
      asked.push(question)
      return left.shift() ?? false
    },
  })
  await server.close()
  return [outcome, asked]
}

const leave = async (): Promise<void> => {
  await leaveAgents(['codex'], {
    home: join(ground, 'home'),
    top: shop(),
    personFolder: ground,
    faults: noFaults,
    consent: async () => true,
  })
}

describe('trust', () => {
  it.each([undefined, '# mine\nmodel = "large"\n'])(
    'is asked for, and taken back from %j',
    async (text) => {
      if (text !== undefined) writeFileSync(settings(), text)
      const [outcome, asked] = await trust([true, true])
      expect(outcome).toBe('trusted')
      expect(asked).toEqual([
        `Codex reads settings and hooks only of folders that you trust, and ${shop()} is not one yet.`,
        'Shall it trust this folder? [y/N] ',
        'Codex runs a hook only once you trust it. These are the 1 you were shown above.',
        'Shall it trust them? [y/N] ',
      ])
      const now = readFileSync(settings(), 'utf8')
      expect(now).toContain('sha256:7')
      expect(now).not.toContain('theirs')
      expect(await trust([])).toEqual(['trusted', []])
      await leave()
      expect(existsSync(settings()) ? readFileSync(settings(), 'utf8') : undefined).toBe(text)
      expect(readJoined(join(ground, 'home'))).toEqual([])
    },
  )

  it('is taken back though others wrote since', async () => {
    writeFileSync(settings(), 'model = "large"\n')
    await trust([true, true])
    writeFileSync(
      settings(),
      `${readFileSync(settings(), 'utf8').replace('large', 'small')}\n[tui]\n`,
    )
    await leave()
    expect(readFileSync(settings(), 'utf8')).toBe('model = "small"\n\n[tui]\n')
  })

  it('that nobody gives changes nothing', async () => {
    expect((await trust([false]))[0]).toBe('folder-not-trusted')
    expect(existsSync(settings())).toBe(false)
    writeFileSync(settings(), `[projects.${JSON.stringify(shop())}]\ntrust_level = "trusted"\n`)
    const before = readFileSync(settings(), 'utf8')
    expect((await trust([false]))[0]).toBe('hooks-not-trusted')
    expect(readFileSync(settings(), 'utf8')).toBe(before)
    expect(readJoined(join(ground, 'home'))).toEqual([])
  })
})

describe('a Codex that cannot be asked', () => {
  it.each([
    ['ends at once', 'process.exit(1)'],
    ['hangs', 'setInterval(() => undefined, 1000); process.stdin.resume()'],
    ['answers rubbish', 'process.stdin.on("data", () => process.stdout.write("[]\\n{}\\n7\\n"))'],
    [
      'answers something else',
      'process.stdin.on("data", () => console.log(\'{"id":1,"result":7}\'))',
    ],
  ])('since it %s is not waited for, and ended', async (_, text) => {
    expect(await openCodexServer(program(text), place())).toBeUndefined()
  })

  it('since it is not there is no error', async () => {
    expect(await openCodexServer(join(ground, 'nothing'), place())).toBeUndefined()
  })
})
