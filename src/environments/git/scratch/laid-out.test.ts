/** Worktrees that are laid out in part: what is there, and that a commit keeps whatever is not. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Clock, Instant } from '../../../base/index.ts'
import type { Scratch, ScratchKey } from '../../../host/ports/index.ts'
import { commitManyFiles, manyPath } from '../../../testing/many-files.ts'
import { type PlantedFiles, plantRepository } from '../../../testing/planted-repository.ts'
import { beginBranch, cloneForFirm, openGitScratch } from '../index.ts'
import { encodePath, listFiles, type Repository, runGit } from '../reader/index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const clock: Clock = { now: () => Date.UTC(2026, 0, 2) as Instant, schedule: () => () => undefined }
const key: ScratchKey = { environment: 'repo', enactment: 'change/1', member: 'eve' }
const bob: ScratchKey = { ...key, member: 'bob' }

interface World {
  readonly repository: Repository
  readonly root: string
  readonly scratch: Scratch
}

const beginOn = async (source: string, wholeFilesMax: number): Promise<World> => {
  const home = await mkdtemp(join(tmpdir(), 'firm home-'))
  cleanups.push(async () => await rm(home, { recursive: true, force: true }))
  const repository = await cloneForFirm(source, join(home, 'repository.git'))
  await beginBranch(repository, 'firm/main')
  const root = join(home, 'scratch')
  return { repository, root, scratch: openGitScratch({ repository, root, clock, wholeFilesMax }) }
}

const begin = async (files: PlantedFiles, wholeFilesMax = 0): Promise<World> => {
  const planted = await plantRepository(files)
  cleanups.push(planted.remove)
  return await beginOn(planted.folder, wholeFilesMax)
}

const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim()

const write = async (folder: string, path: string, content: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
}

/** The files in a worktree, git's own apart, in order. */
const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.git/'))
    .toSorted()
}

const small: PlantedFiles = {
  'README.md': 'r',
  'src/index.ts': 'i',
  'src/near/a.ts': 'a',
  'src/near/b.ts': 'b',
  'src/near/deep/c.ts': 'c',
  'src/far/d.ts': 'd',
  'docs/e.md': 'e',
}
const besideNear = ['README.md', 'src/index.ts', 'src/near/a.ts', 'src/near/b.ts']

const named: readonly (readonly [about: readonly string[], there: readonly string[]])[] = [
  [[], ['README.md']],
  [['src/near/a.ts'], besideNear],
  [['src/near'], [...besideNear, 'src/near/deep/c.ts']],
  [['./src//near/'], [...besideNear, 'src/near/deep/c.ts']],
  [
    ['src/near/deep/c.ts', 'src/near'],
    [...besideNear, 'src/near/deep/c.ts'],
  ],
  [['src/new/file.ts'], ['README.md', 'src/index.ts']],
  [
    ['docs/e.md', 'src/far/d.ts'],
    ['README.md', 'docs/e.md', 'src/far/d.ts', 'src/index.ts'],
  ],
  [['src', ''], Object.keys(small)],
  [Array.from({ length: 257 }, (_, at) => `place-${at}`), Object.keys(small)],
]

test('there is what the work is about, with what lies beside it and beside the folders above it', async () => {
  const { scratch } = await begin(small)
  for (const [at, [about, there]] of named.entries()) {
    const { folder } = await scratch.open({ ...key, enactment: `change/${at}` }, about)
    expect({ about, there: await filesIn(folder) }).toEqual({ about, there: there.toSorted() })
  }
})

test('a repository with as many files as are laid out whole is laid out whole, and nothing is said of it', async () => {
  const { scratch } = await begin(small, Object.keys(small).length)
  const { folder, notes } = await scratch.open(key, ['docs'])
  expect(await filesIn(folder)).toEqual(Object.keys(small).toSorted())
  expect(notes).toEqual([])
})

test('who looks into its work alone has that laid out, however small the repository is, and is told nothing', async () => {
  const { scratch, repository } = await begin(small, Object.keys(small).length)
  const { folder, notes } = await scratch.open(key, ['src/near/a.ts'], 'its-work')
  expect(await filesIn(folder)).toEqual(besideNear)
  expect(notes).toEqual([])
  // Where somebody takes over who looks around, it is told what is not there.
  expect((await scratch.open(key)).notes).toEqual([expect.stringContaining('tracks 7 files')])
  await write(folder, 'src/near/a.ts', 'changed')
  const { head } = await scratch.commitAll(key, 'Work')
  await scratch.fetch(key, head)
  expect(await scratch.changedPaths(key)).toEqual(['src/near/a.ts'])
  expect(await listFiles(repository, head)).toHaveLength(7)
  await scratch.open(bob, ['docs'], 'its-work')
  await scratch.checkOut(bob, head)
  const shown = await scratch.open(bob, ['docs'], 'its-work')
  expect(await filesIn(shown.folder)).toEqual(['README.md', 'docs/e.md', ...besideNear.slice(1)])
})

test('places are found by their names alone, odd ones included', async () => {
  const odd = ['a b /c', 'st*r/x', '[id]/page', String.raw`back\slash/x`, '!no/#x', 'two\nlines/x']
  const places = [...odd, '"caf\\351/x"']
  const others = ['star/x', 'i/page', 'a b', 'backslash/x', 'other/x']
  const files = [...places, ...others].map((path) => [path, '1'] as const)
  const { scratch, repository } = await begin(Object.fromEntries(files))
  const { folder } = await scratch.open(key, places)
  const there = (path: string): boolean =>
    existsSync(Buffer.concat([Buffer.from(`${folder}/`), encodePath(path)]))
  expect(places.filter((path) => !there(path))).toEqual([])
  // What lies at the top is always there.
  expect(others.filter(there)).toEqual(['a b'])
  gitIn(folder, 'sparse-checkout', 'add', 'other')
  await scratch.open(key)
  gitIn(folder, 'checkout', '--quiet')
  expect([...places, 'other/x'].filter((path) => !there(path))).toEqual([])
  await writeFile(join(folder, 'new'), 'new')
  const { head } = await scratch.commitAll(key, 'Work')
  await scratch.fetch(key, head)
  expect(await listFiles(repository, head)).toHaveLength(files.length + 1)
})

test('what a member lays out itself stays, and what it says that is no addition is not taken over', async () => {
  const { scratch } = await begin(small)
  const { folder } = await scratch.open(key, ['docs'])
  gitIn(folder, 'sparse-checkout', 'add', 'src/far')
  await scratch.open(key)
  expect(gitIn(folder, 'sparse-checkout', 'list')).toContain('src/far')
  const patterns = join(folder, '.git/info/sparse-checkout')
  const said = await readFile(patterns, 'utf8')
  await writeFile(patterns, 'src/near\n')
  await scratch.open(key)
  expect(await readFile(patterns, 'utf8')).toBe(said.replace('src/far\n', ''))
  await rm(patterns)
  await symlink('/etc/passwd', patterns)
  await scratch.open(key)
  expect(await readFile(patterns, 'utf8')).toBe(said.replace('src/far\n', ''))
})

test.each([
  ['garbage', async (index: string) => await writeFile(index, 'garbage')],
  ['missing', async (index: string) => await rm(index)],
])('with an index that is %s nothing that is not laid out is deleted', async (_, ruin) => {
  const { scratch, repository } = await begin(small)
  const { folder } = await scratch.open(key, ['docs', 'src/near'])
  // The member takes away what the host had laid out, and nothing says so once the index is gone.
  gitIn(folder, 'sparse-checkout', 'set', '--no-cone', '/docs')
  expect(existsSync(join(folder, 'src'))).toBe(false)
  await write(folder, 'docs/e.md', 'changed')
  await write(folder, 'docs/new.md', 'new')
  await ruin(join(folder, '.git/index'))
  const { head, notes } = await scratch.commitAll(key, 'Work')
  expect(notes).toEqual([expect.stringContaining('made again')])
  expect(await scratch.changedPaths(key)).toEqual(['docs/e.md', 'docs/new.md'])
  expect(await listFiles(repository, head)).toHaveLength(8)
})

const filesCount = 3_000

test('a member gets what it leased, and delivers a commit that keeps all others', async () => {
  const source = await mkdtemp(join(tmpdir(), 'firm many-'))
  cleanups.push(async () => await rm(source, { recursive: true, force: true }))
  gitIn(source, 'init', '--quiet', '--bare', '--initial-branch=many')
  await commitManyFiles(source, filesCount)
  const { scratch, repository, root } = await beginOn(source, filesCount)
  const { folder, notes } = await scratch.open(key, ['pkg001/part3', manyPath(2_000)])
  const range = (from: number): readonly string[] =>
    Array.from({ length: 100 }, (_, at) => manyPath(from + at))
  expect(await filesIn(folder)).toEqual(['README.md', ...range(1_300), ...range(2_000)])
  expect(notes).toEqual([expect.stringContaining('The repository tracks 3001 files')])
  expect(gitIn(folder, 'status', '--porcelain')).toBe('')
  expect(gitIn(folder, 'grep', '--cached', '-l', '^2777$')).toBe(manyPath(2_777))

  gitIn(folder, 'sparse-checkout', 'add', 'pkg002/part6')
  await scratch.open(key)
  expect(existsSync(join(folder, manyPath(2_600)))).toBe(true)
  await rm(join(folder, manyPath(1_301)))
  // A folder of its own, a file that was read from the commit, one that was laid out, a new one far off.
  const changed = ['elsewhere/new.txt', manyPath(2_600), manyPath(2_777)]
  for (const path of changed) await write(folder, path, 'changed')
  const { head } = await scratch.commitAll(key, 'Work')
  expect(await scratch.fetch(key, head)).toEqual({ ok: true, value: head })
  const delivered = [...changed, manyPath(1_301)].toSorted()
  expect(await scratch.changedPaths(key)).toEqual(delivered)
  expect(await listFiles(repository, head)).toHaveLength(filesCount + 1)

  const review = await scratch.open(bob, [])
  await scratch.checkOut(bob, head)
  expect(await scratch.open(bob)).toMatchObject({ head })
  const seen = await filesIn(review.folder)
  expect(seen).toEqual(expect.arrayContaining(['README.md', ...changed]))
  expect(seen.length).toBeLessThan(400)
  expect(await scratch.commitAll(bob, 'Nothing')).toMatchObject({ head, committed: false })

  await rename(dirname(folder), `${dirname(folder)}.gone`)
  await scratch.discard(key)
  await scratch.discard(bob)
  expect(await readdir(root)).toEqual(['history'])
  await runGit(repository, ['update-ref', 'refs/heads/firm/main', head])
  expect((await scratch.open(key, [])).head).toBe(head)
})
