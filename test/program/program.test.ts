import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicData } from '../public-data.ts'
import { buildProgram, firm } from './built-program.ts'

const folder = mkdtempSync(join(tmpdir(), "firm it's here "))
beforeAll(buildProgram, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the program as a process', () => {
  it('shows the first screen of help and ends with 0', () => {
    const { code, out, err } = firm([], { folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^firm: a company of agents/)
    expect(out.split('\n').length).toBeLessThan(18)
  })

  it('says which Firm it is, as its package does', () => {
    const { code, out } = firm(['--version'], { folder })
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
    const { version }: { readonly version: string } = JSON.parse(manifest)
    expect({ code, out }).toEqual({ code: 0, out: `firm ${version}\n` })
  })

  it('finds this machine fit, and says so in JSON', () => {
    const { code, out } = firm(['doctor', '--json'], { folder })
    expect(code).toBe(0)
    const found: readonly { readonly what: string }[] = JSON.parse(out)
    expect(found.map(({ what }) => what)).toEqual([
      'Node',
      'git',
      'storage',
      'home',
      'disk',
      'bubblewrap',
    ])
  })

  it('gives the worktrees of a repository one home, in any locale', () => {
    const repository = join(folder, 'a "repository"')
    mkdirSync(repository)
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
        cwd: repository,
        stdio: 'pipe',
      })
    git('init', '-q')
    git('commit', '-q', '--allow-empty', '-m', 'one')
    git('worktree', 'add', '-q', '../second')
    const homeFrom = (place: string): string | undefined => {
      const variables = { HOME: folder, LC_ALL: 'tr_TR.UTF-8' }
      const { err } = firm(['anchor'], { folder: place, variables })
      return /no firm at (.*)/.exec(err)?.[1]
    }
    const home = homeFrom(repository)
    expect(home).toMatch(/\.local\/share\/firm\/a-repository--[0-9a-f]{8}$/)
    expect(homeFrom(join(folder, 'second'))).toBe(home)
  })

  it('ends with 2 on a verb that is not there, and shows no stack', () => {
    const { code, out, err } = firm(['nonsense'], { folder })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toMatch(/at .*:\d+:\d+/)
  })
})

describe('what nobody reads', () => {
  it('is done all the same, and its exit code is its own', () => {
    const repository = join(folder, 'unread')
    mkdirSync(repository)
    const git = ['-c', 'user.name=t', '-c', 'user.email=t@t']
    execFileSync('git', ['init', '-q'], { cwd: repository })
    execFileSync('git', [...git, 'commit', '-q', '--allow-empty', '-m', 'one'], { cwd: repository })
    writeFileSync(join(folder, 'passphrase'), 'a passphrase of this test\n')
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
    const shell = (line: string) =>
      spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
        cwd: repository,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: folder, FIRM_HOME: join(folder, 'unread home') },
      })
    const firmUnread = (words: string) =>
      shell(`"${process.execPath}" "${main}" ${words} 3<../passphrase | true`)
    expect(firmUnread('init --operator ana --passphrase-fd 3')).toMatchObject({ status: 0 })
    const hire = 'hire eve --role engineer --no-trial --passphrase-fd 3 -- true'
    expect(firmUnread(hire)).toMatchObject({ status: 0, stderr: '' })
    const variables = { FIRM_HOME: join(folder, 'unread home') }
    const { out } = firm(['status', '--json'], { folder: repository, variables })
    const { members }: { readonly members: readonly { readonly name: string }[] } = JSON.parse(out)
    expect(members.map(({ name }) => name)).toEqual(['ana', 'eve'])
  })
})

describe('a module that a person wrote', () => {
  const check = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return firm(['check', name, '--json'], { folder })
  }

  it('imports firm as the running program, in TypeScript, outside of any package', () => {
    const { code, out, err } = check(
      'greeting.ts',
      `import { id, protocol, text } from 'firm/protocol'
       type Nothing = { readonly [name: string]: never }
       export const nothing: Nothing = {}
       export const greeting = protocol('greeting', {
         key: 'to', roles: ['ana', 'bob'], facts: { to: id(), words: text() },
         messages: { greet: { from: 'ana', to: 'bob', out: ['to', 'words'], ends: 'completed' } },
       })`,
    )
    const unasked =
      'It was not type-checked: this project has no TypeScript compiler; `npm install --save-dev typescript`.\n'
    expect({ code, err }).toEqual({ code: 0, err: unasked })
    expect(JSON.parse(out)).toMatchObject([{ name: 'greeting', safe: true, live: true }])
  })

  it.each([
    { name: 'broken.ts', text: 'export const = 1', said: /broken\.ts:1:\d+: / },
    {
      name: 'lost.ts',
      text: "import './nowhere.ts'",
      said: /lost\.ts imports '\.\/nowhere\.ts', which is not there/,
    },
    { name: 'thrown.ts', text: 'throw new Error("said so")', said: /thrown\.ts:1:\d+: .*said so/ },
    { name: 'listed.ts', text: 'export enum One { two }', said: /listed\.ts:1/ },
  ])('that cannot be loaded ends with 2 and names itself: $name', ({ name, text, said }) => {
    const { code, out, err } = check(name, text)
    const refusal: { readonly code: string; readonly message: string } = JSON.parse(out)
    expect({ code, said: refusal.code }).toEqual({ code: 2, said: 'wrong-usage' })
    expect(refusal.message).toMatch(said)
    expect(err).toMatch(said)
    expect(err).not.toMatch(/^ +at /m)
  })
})

describe('the published protocols (data: protocols)', () => {
  it('are all judged by one command, which ends with 1 since not all are good', (context) => {
    const file = publicData(context, 'protocols/information-protocols.json')
    const { code, out } = firm(['check', file, '--json'], { folder })
    expect(code).toBe(1)
    const judged: readonly { readonly safe: boolean | null }[] = JSON.parse(out)
    expect(judged.length).toBe(78)
    expect(judged.filter(({ safe }) => safe === null)).toEqual([])
  })
})
