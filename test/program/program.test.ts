import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, firm } from './built-program.ts'

const folder = mkdtempSync(join(tmpdir(), "firm it's here "))
beforeAll(buildProgram, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the program as a process', () => {
  it('shows the first screen of help and ends with 0', () => {
    const { code, out, err } = firm([], { folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^firm: a company of agents/)
    expect(out.split('\n').length).toBeLessThan(18)
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
