/** Joining and leaving, as a person gives the commands: what is shown, what is written, and that all is given back. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { runProgram } from '../program.ts'
import { verbs } from '../verbs.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm joins ')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shop = join(folder, 'shop')
const home = join(folder, 'home')
const programs = join(folder, 'programs')

const { modules, machine } = trialSurroundings().surroundings

interface Asked {
  readonly answers?: readonly string[]
  readonly claude?: string
  readonly path?: string
}

const firm = async (words: readonly string[], { answers = [], claude, path }: Asked = {}) => {
  const left = [...answers]
  const trial = trialSurroundings({
    folder: shop,
    personFolder: join(folder, 'person'),
    variables: { FIRM_HOME: home, PATH: path ?? ['/usr/bin', programs].join(delimiter) },
    modules,
    machine: { ...machine, outputOf: async () => claude ?? '2.1.330 (Claude Code)' },
    asker: { isTerminal: false, ask: async () => left.shift() },
  })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written.join('\n'), err: trial.complained.join('\n') }
}

// Seats are signed once for all tests: signing takes its time by design.
const joins = async (words: readonly string[], asked: Asked = {}) =>
  await firm(['join', '--seats', '2', ...words], asked)

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: shop,
    encoding: 'utf8',
    stdio: 'pipe',
  })

/** Every file of the repository and of the person but the objects of git, with its text. */
const everything = (): { readonly [path: string]: string } =>
  Object.fromEntries(
    [shop, join(folder, 'person')].flatMap((top) =>
      readdirSync(top, { recursive: true, encoding: 'utf8' })
        .filter((path) => !/^\.git\/(?!info)/.test(path))
        .map((path) => join(top, path))
        .map((path) => {
          try {
            return [path, readFileSync(path, 'utf8')]
          } catch {
            return [path, 'a folder']
          }
        }),
    ),
  )

const settings = (...path: readonly string[]): string => join(shop, ...path)
const claudeFile = settings('.claude', 'settings.local.json')

beforeAll(async () => {
  for (const place of [shop, programs, join(folder, 'person')]) mkdirSync(place)
  for (const name of ['claude', 'codex', 'gemini']) {
    writeFileSync(join(programs, name), '#!/bin/sh\nexit 1\n')
    chmodSync(join(programs, name), 0o755)
  }
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'one')
  const made = await firm(['init', '--operator', 'ana'])
  if (made.code !== 0) throw new Error(made.err)
}, 120_000)

beforeEach(async () => {
  await firm(['leave', '--yes'])
  for (const path of ['.claude', '.codex', '.gemini']) {
    rmSync(join(shop, path), { recursive: true, force: true })
  }
  git('reset', '-q', '--hard')
})

describe('firm join', () => {
  it('seats windows, tells the agents, and is undone by firm leave to the byte', async () => {
    mkdirSync(settings('.gemini'))
    writeFileSync(settings('.gemini', 'settings.json'), '{\n\t"theme": "dark", // mine\n}\n')
    writeFileSync(join(folder, 'person', '.claude.json'), '{"projects":{}}')
    const before = everything()
    const joined = await joins(['--yes'])
    expect(joined).toMatchObject({ code: 0, err: '' })
    expect(joined.out).toMatch(/Seats for windows: ada, ben, cleo, dan, eva, finn\./)
    for (const title of ['Claude Code', 'Codex', 'Gemini CLI']) {
      expect(joined.out).toContain(`${title} has joined. What stays open:`)
    }
    const keys = JSON.parse(readFileSync(join(home, 'door.json'), 'utf8'))
    const written = readFileSync(claudeFile, 'utf8')
    expect(written).toContain(`http://127.0.0.1:${keys.port}/door/claude`)
    expect(written).toContain(keys.tokens.claude)
    expect(joined.out).not.toContain(keys.tokens.claude)
    expect(joined.out).toContain('      	"theme": "dark", // mine')
    expect(git('status', '--porcelain')).toBe('?? .gemini/\n')
    for (const file of [
      join(folder, 'person', '.claude.json'),
      settings('.codex', 'config.toml'),
      settings('.gemini', 'settings.json'),
    ]) {
      expect(readFileSync(file, 'utf8')).toMatch(
        /cli\/main\.ts",\s*"mcp",\s*"(claude|codex|gemini)"/,
      )
    }
    const after = everything()
    const again = await joins(['--yes'])
    expect(again.code).toBe(0)
    expect(again.out).not.toContain('Seats for windows')
    expect(everything()).toEqual(after)
    const left = await firm(['leave', '--yes'])
    expect(left).toMatchObject({ code: 0, err: '' })
    expect(everything()).toEqual(before)
    expect(existsSync(join(home, 'door.json'))).toBe(false)
    expect(existsSync(join(home, 'joined.json'))).toBe(false)
    expect((await firm(['leave', '--yes'])).code).toBe(0)
    expect(everything()).toEqual(before)
  })

  it('shows each change, asks for it, and leaves what nobody said yes to', async () => {
    const before = everything()
    const { code, out } = await joins(['codex', 'gemini'], { answers: ['y', 'y', 'n'] })
    expect(code).toBe(1)
    expect(out).toContain('Codex: each patch and each command asks the door')
    expect(out).toContain(`${settings('.codex', 'hooks.json')} is written.`)
    expect(out).toContain(`${settings('.gemini', 'settings.json')} is left as it was`)
    expect(out).toContain('    +     "BeforeTool": [')
    expect(out).not.toContain('Gemini CLI has joined')
    const keys = JSON.parse(readFileSync(join(home, 'door.json'), 'utf8'))
    expect(Object.keys(keys.tokens)).toEqual(['codex'])
    await firm(['leave'], { answers: ['y', 'y'] })
    expect(everything()).toEqual(before)
  })

  it('without anybody to ask changes nothing', async () => {
    const before = everything()
    expect((await joins([])).code).toBe(1)
    expect(everything()).toEqual(before)
  })

  it('one agent leaves and the others stay', async () => {
    await joins(['--yes'])
    await firm(['leave', 'gemini', '--yes'])
    expect(existsSync(settings('.gemini'))).toBe(false)
    expect(existsSync(claudeFile)).toBe(true)
    const keys = JSON.parse(readFileSync(join(home, 'door.json'), 'utf8'))
    expect(Object.keys(keys.tokens)).toEqual(['claude', 'codex'])
    expect(git('status', '--porcelain')).toBe('')
  })

  it('an older Claude Code is guarded by the program that refuses when it fails', async () => {
    const { out } = await joins(['claude', '--yes'], { claude: '2.1.197 (Claude Code)' })
    expect(out).toContain('2.1.197 does not refuse when a hook over HTTP fails')
    const [guard] = JSON.parse(readFileSync(claudeFile, 'utf8')).hooks.PreToolUse
    expect(guard).toMatchObject({ matcher: 'Edit|Write|MultiEdit|NotebookEdit' })
    expect(guard.hooks[0]).toMatchObject({ type: 'command' })
    await joins(['claude', '--yes'])
    const [newer] = JSON.parse(readFileSync(claudeFile, 'utf8')).hooks.PreToolUse
    expect(newer.hooks[0]).toMatchObject({ type: 'http', onFailure: 'block' })
  })

  it('a file that git tracks gets no token, and one without a secret is said to be tracked', async () => {
    for (const path of [claudeFile, settings('.codex', 'hooks.json')]) {
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, '{}\n')
      git('add', path)
    }
    const { code, out, err } = await joins(['claude', 'codex', '--yes'])
    expect(code).toBe(1)
    expect(err).toContain('is tracked by git, and would hold the token of the door')
    expect(err).toContain('git rm --cached')
    expect(out).toContain('Git tracks this file: what is added would be committed with it.')
    expect(readFileSync(claudeFile, 'utf8')).toBe('{}\n')
    await firm(['leave', '--yes'])
    expect(readFileSync(settings('.codex', 'hooks.json'), 'utf8')).toBe('{}\n')
  })

  it.each([
    { words: ['join', 'cursor'], code: 2, says: /there is no agent cursor/ },
    { words: ['join', '--seats', '0'], code: 2, says: /--seats 0 is no number of seats/ },
  ])('$words is refused in words', async ({ words, code, says }) => {
    const run = await firm(words)
    expect(run.code).toBe(code)
    expect(run.err).toMatch(says)
  })

  it('says what to install where no agent is found', async () => {
    const run = await firm(['join'], { path: '/nowhere' })
    expect(run).toMatchObject({ code: 2 })
    expect(run.err).toContain('no program of Claude Code or Codex or Gemini CLI is on the path')
  })

  it('says what else in the settings opens the door', async () => {
    const put = (path: string, text: string): void => {
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, text)
    }
    put(join(folder, 'person', '.claude', 'settings.json'), '{ "disableAllHooks": true } // why')
    put(settings('.claude', 'settings.json'), '{ "allowedHttpHookUrls": ["https://x/*"] }')
    put(join(folder, 'person', '.codex', 'config.toml'), '[features]\nhooks = false\n')
    put(settings('.gemini', 'settings.json'), '{ "hooksConfig": { "enabled": false } }')
    const { out } = await joins(['--yes'])
    expect(out).toContain('settings.json says disableAllHooks: no hook runs')
    expect(out).toMatch(/settings\.json says allowedHttpHookUrls without http:\/\/127\.0\.0\.1:/)
    expect(out).toContain('config.toml turns hooks off')
    expect(out).toContain('start `codex` in')
    expect(out).toContain('start `gemini` in')
    expect(out).toContain('settings.json turns hooks off')
    put(
      join(folder, 'person', '.codex', 'config.toml'),
      `[projects.${JSON.stringify(shop)}]\ntrust_level = "trusted"\n`,
    )
    put(settings('.claude', 'settings.json'), '{ "allowedHttpHookUrls": ["http://127.0.0.1:*"] }')
    put(
      join(folder, 'person', '.gemini', 'trustedFolders.json'),
      JSON.stringify({ [shop]: 'TRUST_FOLDER' }),
    )
    const mended = await joins(['--yes'])
    expect(mended.out).not.toContain('start `codex` in')
    expect(mended.out).not.toContain('start `gemini` in')
    expect(mended.out).not.toContain('allowedHttpHookUrls')
    rmSync(join(folder, 'person'), { recursive: true })
    mkdirSync(join(folder, 'person'))
  })
})
