import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { firm, goal, person } from '../../kernel/charter/index.ts'
import { type Environment, files, git, id, protocol } from '../../protocol/index.ts'
import { firmPlaces } from './firm-places.ts'
import { refuseTwins } from './twin-places.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder with a repository, a folder within it, a worktree of it, links to both, and a repository beside it. */
const openGround = (): { readonly home: string; readonly at: (name: string) => string } => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'firm twins ')))
  folders.push(home)
  const at = (name: string): string => join(home, name)
  for (const name of ['repo', 'other', 'place']) mkdirSync(at(name))
  for (const name of ['repo', 'other']) {
    const run = (...args: readonly string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: at(name) })
    run('init', '-q')
    run('commit', '-q', '--allow-empty', '-m', 'one')
    if (name === 'repo') run('worktree', 'add', '-q', at('tree'))
  }
  mkdirSync(at('repo/within'))
  symlinkSync(at('repo'), at('link'))
  symlinkSync(at('place'), at('way'))
  return { home, at }
}

/** A protocol that leases what its messages name in this place. */
const leasing = (name: string, environments: { readonly [place: string]: Environment }) =>
  protocol(name, {
    key: 'it',
    roles: ['asker'],
    environments,
    facts: { it: id(), paths: z.array(z.string()) },
    messages: {
      ask: { from: 'asker', to: 'asker', out: ['it', 'paths'], lease: 'paths', ends: 'completed' },
    },
  })

const judge = async (one: Environment, two: Environment): Promise<unknown> => {
  const { form } = firm('acme', {
    goal: goal('Ship', { owner: 'ana', measure: 'ana says so' }),
    members: { ana: person({ roles: ['operator', 'asker'] }) },
    protocols: [leasing('first', { repo: one }), leasing('second', { place: two })],
  })
  return await refuseTwins(form, firmPlaces('/nowhere'))
}

test.each([
  ['a link', 'link'],
  ['a folder within', 'repo/within'],
  ['a worktree', 'tree'],
])('one repository named twice, once by %s, is refused with both names', async (_, other) => {
  const { at } = openGround()
  expect(await judge(git(at('repo')), git(at(other)))).toEqual({
    ok: false,
    why: 'twin-places',
    message: `'repo' and 'place' are one place, and leases under one name would not keep out the other: ${at('repo/.git')}`,
    hint: "Name it 'repo' in every protocol of the charter.",
  })
})

test('so is one folder of files, and two places are two', async () => {
  const { at } = openGround()
  expect(await judge(files(at('place')), files(at('way')))).toMatchObject({ why: 'twin-places' })
  expect(await judge(files(at('place')), files(at('not there yet')))).toEqual({ ok: true })
  expect(await judge(git(at('repo')), git(at('other')))).toEqual({ ok: true })
})
