/** The history that worktrees begin with: what is in it, what is not, and when it is made anew. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Clock, Instant } from '../../../base/index.ts'
import type { Scratch, ScratchKey } from '../../../host/ports/index.ts'
import { type PlantedRepository, plantRepository } from '../../../testing/planted-repository.ts'
import { openGitScratch } from '../index.ts'
import { openRepository, readGitText, resolveCommit, runGit } from '../reader/index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const clock: Clock = { now: () => Date.UTC(2026, 0, 2) as Instant, schedule: () => () => undefined }
const keyOf = (enactment: string): ScratchKey => ({ environment: 'repo', enactment, member: 'eve' })

interface World {
  readonly planted: PlantedRepository
  readonly root: string
  /** A host's own view of the same folder. */
  readonly open: () => Promise<Scratch>
}

const begin = async (): Promise<World> => {
  const planted = await plantRepository({ 'a.txt': 'a\n' })
  const root = await mkdtemp(join(tmpdir(), 'firm scratch-'))
  cleanups.push(planted.remove, async () => await rm(root, { recursive: true, force: true }))
  await planted.git('branch', 'firm/main')
  const open = async (): Promise<Scratch> =>
    openGitScratch({ repository: await openRepository(planted.folder), root, clock })
  return { planted, root, open }
}

const packsIn = async (gitFolder: string): Promise<readonly string[]> =>
  (await readdir(join(gitFolder, 'objects', 'pack'))).toSorted()

/** Moves the branch on by so many empty commits. */
const moveOn = async ({ planted }: World, count: number): Promise<string> => {
  const person = 'committer Ana <ana@example.org> 1767225600 +0000'
  const commits = Array.from({ length: count }, (_, at) =>
    [
      'commit refs/heads/firm/main',
      person,
      'data 2',
      'on',
      ...(at === 0 ? ['from refs/heads/firm/main^0'] : []),
      '',
    ].join('\n'),
  )
  const { folder } = planted
  await runGit({ folder }, ['fast-import', '--quiet', '--force'], { input: commits.join('\n') })
  return await planted.git('rev-parse', 'firm/main')
}

test('every worktree has a copy of its own, and nothing of other branches is in it', async () => {
  const { planted, root, open } = await begin()
  await planted.git('checkout', '--quiet', '-b', 'private')
  const secret = await planted.commit({ 'secret.txt': 's\n' }, 'Keep this')
  await planted.git('repack', '-a', '-d', '--quiet')
  const scratch = await open()
  const kept = join(root, 'history')
  for (const enactment of ['change/1', 'change/2']) {
    const { folder } = await scratch.open(keyOf(enactment))
    const [pack = ''] = await packsIn(kept)
    const own = join(folder, '.git', 'objects', 'pack', pack)
    expect(await packsIn(join(folder, '.git'))).toEqual(await packsIn(kept))
    expect((await stat(own)).ino).not.toBe((await stat(join(kept, 'objects/pack', pack))).ino)
    expect(await resolveCommit({ folder }, secret)).toBeUndefined()
  }
})

test('a branch that went on reaches a new worktree; once it is far ahead the next host keeps it anew', async () => {
  const world = await begin()
  const { root, open } = world
  const scratch = await open()
  const { head } = await scratch.open(keyOf('change/1'))
  const kept = { folder: join(root, 'history') }
  const near = await moveOn(world, 200)
  expect((await (await open()).open(keyOf('change/2'))).head).toBe(near)
  expect(await readGitText(kept, ['rev-parse', 'kept'])).toBe(head)
  const far = await moveOn(world, 1)
  expect((await scratch.open(keyOf('change/3'))).head).toBe(far)
  expect(await readGitText(kept, ['rev-parse', 'kept'])).toBe(head)
  expect((await (await open()).open(keyOf('change/4'))).head).toBe(far)
  expect(await readGitText(kept, ['rev-parse', 'kept'])).toBe(far)
})

test('where the kept history is gone or broken everything is fetched, and what a killed host left aside is removed', async () => {
  const { root, open } = await begin()
  await mkdir(join(root, 'history.aside-0', 'objects'), { recursive: true })
  const scratch = await open()
  await scratch.open(keyOf('change/1'))
  expect((await readdir(root)).filter((name) => name.includes('aside'))).toEqual([])
  await rm(join(root, 'history'), { recursive: true })
  const second = await scratch.open(keyOf('change/2'))
  expect(existsSync(join(second.folder, 'a.txt'))).toBe(true)
  await writeFile(join(root, 'history'), 'no folder')
  expect((await (await open()).open(keyOf('change/3'))).head).toBe(second.head)
})
