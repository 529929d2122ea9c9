/** The working tree as windows see it: links, files that are not there yet, and what is not committed. */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tree } from '../../host/ports/index.ts'
import { realClock } from '../clock/index.ts'
import { openWorkingTree } from './index.ts'
import { openRepository } from './reader/index.ts'

const stage: { folder: string; tree: Tree } = { folder: '', tree: {} as Tree }
const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b']
  execFileSync('git', ['-C', stage.folder, ...who, ...args], { stdio: 'pipe' })
}
const write = async (path: string, text: string): Promise<void> => {
  await writeFile(join(stage.folder, path), text)
}

beforeAll(async () => {
  stage.folder = await realpath(await mkdtemp(join(tmpdir(), 'a tree ')))
  execFileSync('git', ['init', '-q', stage.folder])
  await mkdir(join(stage.folder, 'src'))
  await write('.gitignore', 'dist\n')
  for (const path of ['src/a.ts', 'src/b.ts', 'src/[x] ä.ts', 'moved.ts'])
    await write(path, 'one\n')
  git('add', '-A')
  git('commit', '-qm', 'one')
  stage.tree = await openWorkingTree(await openRepository(join(stage.folder, 'src')), realClock())
})
afterAll(async () => {
  await rm(stage.folder, { recursive: true })
})

test('a path leads where its links do, though the file, or the end of the link, is not there yet', async () => {
  const { folder, tree } = stage
  await symlink('src', join(folder, 'link'))
  await symlink('src/new.ts', join(folder, 'nowhere.ts'))
  await symlink('loop', join(folder, 'loop'))
  const led = async (path: string): Promise<string> =>
    (await tree.resolve(join(folder, path))).replace(folder, '')
  expect(tree.folder).toBe(folder)
  expect(await led('link/a.ts')).toBe('/src/a.ts')
  expect(await led('link/deep/er.ts')).toBe('/src/deep/er.ts')
  expect(await led('nowhere.ts')).toBe('/src/new.ts')
  expect(await led('loop')).toBe('/loop')
  expect(await tree.resolve('/no/such/folder')).toBe('/no/such/folder')
})

test('what differs from the last commit is found: changed, staged, new, deleted and moved, and nothing else', async () => {
  const { folder, tree } = stage
  const asked = [
    'src/a.ts',
    'src/b.ts',
    'src/[x] ä.ts',
    'new/one.ts',
    'moved.ts',
    'dist/x',
    'no.ts',
  ]
  expect(await tree.dirty(asked)).toEqual([])
  await write('src/a.ts', 'two\n')
  await write('src/[x] ä.ts', 'two\n')
  git('add', 'src/[x] ä.ts')
  await mkdir(join(folder, 'new'))
  await write('new/one.ts', 'one\n')
  await mkdir(join(folder, 'dist'))
  await write('dist/x', 'made\n')
  git('mv', 'moved.ts', 'elsewhere.ts')
  expect(await tree.dirty(asked)).toEqual(['src/a.ts', 'src/[x] ä.ts', 'new/one.ts', 'moved.ts'])
  expect(await tree.dirty(['src', 'new', 'elsewhere.ts', 'src/b.ts'])).toEqual([
    'src',
    'new',
    'elsewhere.ts',
  ])
  git('add', '-A')
  git('commit', '-qm', 'two')
  expect(await tree.dirty(asked)).toEqual([])
  expect(await tree.dirty([])).toEqual([])
})
