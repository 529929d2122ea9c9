// Two looks at a tree: what was written in between is found, and what git alone did to its own books is not.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { later } from '../../base/index.ts'
import type { TreeChanges } from '../../host/ports/index.ts'
import { realClock } from '../clock/index.ts'
import { lookAtTree } from './tree-look.ts'

let folder = ''
const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b']
  execFileSync('git', ['-C', folder, ...who, ...args], { stdio: 'pipe' })
}
const write = (path: string | Buffer, text: string): void => {
  writeFileSync(typeof path === 'string' ? join(folder, path) : path, text)
}

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'a look ')))
  execFileSync('git', ['init', '-q', '-b', 'main', folder])
  write('.gitignore', 'made\n')
  for (const path of ['a.ts', 'b.ts', 'c ä.ts']) write(path, 'one\n')
  git('add', '-A')
  git('commit', '-qm', 'one')
  write('dirty.ts', 'new\n')
  write('b.ts', 'two\n')
  // Longer than a tick: what was written before the look is older than it.
  await wait(50)
})
afterEach(() => rmSync(folder, { recursive: true }))

const changesOf = async (done: () => void): Promise<TreeChanges> => {
  const look = await lookAtTree({ folder }, realClock())
  done()
  return await look.changes()
}

const bytesName = (): Buffer => Buffer.concat([Buffer.from(`${folder}/n`), Buffer.from([0xe9])])

test.each<readonly [string, () => void, readonly string[], boolean]>([
  ['nothing', () => undefined, [], false],
  ['a clean file written', () => write('a.ts', 'two\n'), ['a.ts'], false],
  ['a changed file written again', () => write('b.ts', 'three\n'), ['b.ts'], false],
  ['a file written with what stood there', () => write('b.ts', 'two\n'), ['b.ts'], false],
  ['a new file', () => write('c ä.ts2', ''), ['c ä.ts2'], false],
  ['a name that is no unicode', () => write(bytesName(), ''), [String.raw`"n\351"`], false],
  ['a removed file', () => unlinkSync(join(folder, 'c ä.ts')), ['c ä.ts'], false],
  ['an untracked file removed', () => unlinkSync(join(folder, 'dirty.ts')), ['dirty.ts'], false],
  ['what git ignores', () => write('made', ''), [], false],
  ['a change taken back by git', () => git('checkout', '--', 'b.ts'), ['b.ts'], false],
  ['what is staged alone', () => git('add', 'b.ts', 'dirty.ts'), [], false],
  ['what is committed alone', () => git('commit', '-qam', 'two'), [], true],
])('%s', async (_, done, paths, hasMoved) => {
  expect(await changesOf(done)).toEqual({ paths, hasMoved })
})

test('a commit taken back softly writes nothing, and a branch that is checked out writes what differs', async () => {
  git('commit', '-qam', 'two')
  await wait(50)
  expect(await changesOf(() => git('reset', '-q', '--soft', 'HEAD~1'))).toEqual({
    paths: [],
    hasMoved: true,
  })
  git('commit', '-qam', 'two')
  expect(await changesOf(() => git('checkout', '-q', 'HEAD~1'))).toEqual({
    paths: ['b.ts'],
    hasMoved: true,
  })
})

test('a repository without a commit is looked at too, and git is not asked to write its index', async () => {
  rmSync(join(folder, '.git'), { recursive: true })
  execFileSync('git', ['init', '-q', folder])
  expect(await changesOf(() => write('a.ts', 'two\n'))).toEqual({
    paths: ['a.ts'],
    hasMoved: false,
  })
  expect(existsSync(join(folder, '.git', 'index'))).toBe(false)
})

test('a clock that is a little ahead of the file system misses no write', async () => {
  const clock = realClock()
  const ahead = { ...clock, now: () => later(clock.now(), 10) }
  const look = await lookAtTree({ folder }, ahead)
  write('a.ts', 'two\n')
  expect((await look.changes()).paths).toEqual(['a.ts'])
})
