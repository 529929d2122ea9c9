import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Clock, Faults, Instant } from '../../../base/index.ts'
import type { Scratch, ScratchKey } from '../../../host/ports/index.ts'
import { scratchExam } from '../../../testing/scratch-exam.ts'
import { type PlantedFiles, plantRepository } from '../../../testing/planted-repository.ts'
import { beginBranch, cloneForFirm, gitFaultPoints, openGitScratch } from '../index.ts'
import { listFiles, readGitText, readHistory, type Repository, runGit } from '../reader/index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const clock: Clock = { now: () => Date.UTC(2026, 0, 2) as Instant, schedule: () => () => undefined }
const key: ScratchKey = { environment: 'repo', enactment: 'change/1', member: 'eve' }
const bob: ScratchKey = { ...key, member: 'bob' }

interface World {
  readonly home: string
  readonly repository: Repository
  readonly scratch: Scratch
  readonly open: (faults: Faults) => Scratch
}

const begin = async (
  files: PlantedFiles = { 'a.txt': 'a\n', '.gitignore': '*.log\n' },
): Promise<World> => {
  const planted = await plantRepository(files)
  const home = await mkdtemp(join(tmpdir(), 'firm home-'))
  cleanups.push(planted.remove, async () => await rm(home, { recursive: true, force: true }))
  const repository = await cloneForFirm(planted.folder, join(home, 'repository.git'))
  await beginBranch(repository, 'firm/main')
  const root = join(home, 'scratch')
  const open = (faults: Faults): Scratch => openGitScratch({ repository, root, clock, faults })
  return { home, repository, scratch: openGitScratch({ repository, root, clock }), open }
}

const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim()

test('a worktree is a clone without remotes, hooks or a word of where it came from', async () => {
  const { scratch, home } = await begin()
  const { folder, head, notes } = await scratch.open(key)
  expect(await scratch.open(key)).toEqual({ folder, head, notes })
  expect(gitIn(folder, 'remote')).toBe('')
  expect(gitIn(folder, 'status', '--porcelain')).toBe('')
  expect(gitIn(folder, 'rev-parse', 'HEAD', 'firm/main')).toBe(`${head}\n${head}`)
  expect(existsSync(join(folder, '.git/hooks'))).toBe(false)
  const search = (): string =>
    execFileSync('grep', ['-rlF', `${home}/repository`, folder], {}).toString()
  expect(search).toThrow('Command failed')
})

test('what a member commits by itself bears its name, whatever signs that is written with', async () => {
  const { scratch } = await begin()
  const member = String.raw`Zoë "the #1; \n" = [core]`
  const { folder } = await scratch.open({ ...key, member })
  gitIn(folder, 'commit', '--quiet', '--allow-empty', '--message=Mine')
  const who = gitIn(folder, 'log', '-1', '--format=%an|%ae')
  expect(who).toBe(`${member}|zo-the-1-n-core-@firm.invalid`)
})

test('what a member left is committed in its name, odd names included, and ignored files are not', async () => {
  const { scratch, repository } = await begin()
  const { folder, head } = await scratch.open(key)
  expect(await scratch.commitAll(key, 'Nothing')).toEqual({ head, committed: false, notes: [] })
  await rm(join(folder, 'a.txt'))
  await writeFile(join(folder, 'b "quoted"\nlines'), 'b')
  await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'c')
  await writeFile(join(folder, 'kept.log'), 'ignored')
  await mkdir(join(folder, 'deep/er'), { recursive: true })
  await writeFile(join(folder, 'deep/er/d'), 'd')
  await symlink('/etc/passwd', join(folder, 'link'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const committed = await scratch.commitAll(key, 'Eve: the rest\n')
  expect(committed).toMatchObject({ committed: true, notes: [] })
  expect(await scratch.fetch(key, committed.head)).toEqual({ ok: true, value: committed.head })
  const [commit] = await readHistory(repository, committed.head)
  expect(commit).toMatchObject({ author: 'eve', message: 'Eve: the rest', parents: [head] })
  const paths = (await listFiles(repository, committed.head)).map(({ path }) => path)
  const expected = ['.gitignore', 'b "quoted"\nlines', '"caf\\351"', 'deep/er/d', 'link']
  expect(paths).toEqual(expected)
  expect(await scratch.changedPaths(key)).toEqual(['a.txt', ...expected.slice(1)])
  expect(await scratch.commitAll(key, 'Again')).toMatchObject({ committed: false })
})

test('a commit that does not exist is refused, and so is one that is malformed', async () => {
  const { scratch } = await begin()
  const { folder } = await scratch.open(key)
  const why = async (commit: string): Promise<unknown> => {
    const fetched = await scratch.fetch(key, commit)
    return fetched.ok ? 'fetched' : fetched.why
  }
  expect(await why('1'.repeat(40))).toBe('no-such-commit')
  expect(await why('HEAD')).toBe('no-such-commit')
  expect(await why('--upload-pack=touch x')).toBe('no-such-commit')
  const blob = gitIn(folder, 'rev-parse', 'HEAD:a.txt')
  expect(await why(blob)).toBe('no-such-commit')
  const entry = Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')])
  await writeFile(join(folder, 'tree.bin'), entry)
  const args = ['hash-object', '-w', '-t', 'tree', '--literally', 'tree.bin']
  const tree = gitIn(folder, ...args)
  expect(await why(gitIn(folder, 'commit-tree', tree, '-m', 'Bad'))).toBe('malformed-commit')
})

test('a member cannot make the host run a program through its own clone', async () => {
  const { scratch, home } = await begin()
  const { folder } = await scratch.open(key)
  const proof = join(home, 'ran')
  const evil = `touch '${proof}'`
  for (const [name, value] of [
    ['filter.evil.clean', evil],
    ['core.fsmonitor', evil],
    ['core.hooksPath', 'evil-hooks'],
    ['uploadpack.packObjectsHook', evil],
    ['core.alternateRefsCommand', evil],
    ['extensions.partialClone', 'evil'],
    ['remote.evil.url', `ext::sh -c "${evil}"`],
    ['remote.evil.promisor', 'true'],
    ['remote.evil.uploadpack', evil],
    ['commit.gpgSign', 'true'],
    ['gpg.program', evil],
  ] as const) {
    gitIn(folder, 'config', name, value)
  }
  for (const hooks of ['evil-hooks', '.git/hooks']) {
    await mkdir(join(folder, hooks), { recursive: true })
    for (const hook of ['pre-commit', 'post-commit', 'reference-transaction', 'commit-msg']) {
      await writeFile(join(folder, hooks, hook), `#!/bin/sh\n${evil}\n`)
      await chmod(join(folder, hooks, hook), 0o755)
    }
  }
  await writeFile(join(folder, '.gitattributes'), '* filter=evil\n')
  await writeFile(join(folder, '.git/index.lock'), '')
  const { head } = await scratch.commitAll(key, 'Work')
  expect((await scratch.fetch(key, head)).ok).toBe(true)
  await scratch.changedPaths(key)
  await scratch.open(key)
  expect(existsSync(proof)).toBe(false)
})

test('a clone with links in its .git is refused, and one that is gone says what to do', async () => {
  const { scratch, repository } = await begin()
  const { folder } = await scratch.open(key)
  await rm(join(folder, '.git/refs/heads'), { recursive: true })
  await symlink(join(repository.gitFolder, 'refs/heads'), join(folder, '.git/refs/heads'))
  await expect(scratch.commitAll(key, 'x')).rejects.toMatchObject({ code: 'scratch-broken' })
  await rm(join(folder, '.git'), { recursive: true })
  await writeFile(join(folder, '.git'), `gitdir: ${repository.gitFolder}\n`)
  await expect(scratch.open(key)).rejects.toMatchObject({
    code: 'scratch-broken',
    hint: expect.stringContaining('let the member begin again'),
  })
  await scratch.discard(key)
  expect((await scratch.open(key)).folder).toBe(folder)
})

test('an index that a killed program left broken does not lose the work', async () => {
  const { scratch } = await begin()
  const { folder } = await scratch.open(key)
  await writeFile(join(folder, 'new.txt'), 'n')
  await writeFile(join(folder, '.git/index'), 'garbage')
  expect(await scratch.commitAll(key, 'Work')).toMatchObject({ committed: true })
  expect(gitIn(folder, 'show', '--stat', '--format=', 'HEAD')).toContain('new.txt')
})

test('a repository inside the worktree is left out and named', async () => {
  const { scratch, repository } = await begin()
  const { folder } = await scratch.open(key)
  await mkdir(join(folder, 'inner'))
  gitIn(join(folder, 'inner'), 'init', '--quiet')
  await writeFile(join(folder, 'inner/x'), 'x')
  await writeFile(join(folder, 'y'), 'y')
  const { head, notes } = await scratch.commitAll(key, 'Work')
  expect(notes).toEqual(['inner/ holds a repository of its own and is not committed.'])
  await scratch.fetch(key, head)
  expect((await listFiles(repository, head)).map(({ path }) => path)).not.toContain('inner')
})

test('submodules and links that leave the worktree are said when it is opened', async () => {
  const { scratch, repository } = await begin({
    inside: { link: 'deep/../a' },
    'deep/out': { link: '../../etc' },
    absolute: { link: '/etc/passwd' },
  })
  const tip = await readGitText(repository, ['rev-parse', 'firm/main'])
  const index = { variables: { GIT_INDEX_FILE: join(repository.gitFolder, 'aside') } }
  await runGit(repository, ['read-tree', tip], index)
  const link = ['update-index', '--add', '--cacheinfo', `160000,${tip},vendored`]
  await runGit(repository, link, index)
  const tree = await readGitText(repository, ['write-tree'], index)
  const people = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a',
  }
  const made = await readGitText(repository, ['commit-tree', tree, '-p', tip, '-m', 'Vendor'], {
    variables: people,
  })
  await runGit(repository, ['update-ref', 'refs/heads/firm/main', made])
  expect((await scratch.open(key)).notes).toEqual([
    'The submodule vendored is left empty: submodules are not fetched.',
    'The link absolute leaves the worktree, to /etc/passwd.',
    'The link deep/out leaves the worktree, to ../../etc.',
  ])
  expect(await scratch.commitAll(key, 'x')).toMatchObject({ committed: false })
})

test('two members do not see each other, and what was merged meanwhile reaches the second as firm/main', async () => {
  const { scratch, repository } = await begin()
  const eve = await scratch.open(key)
  const other = await scratch.open(bob)
  await writeFile(join(eve.folder, 'eve.txt'), 'e')
  const { head } = await scratch.commitAll(key, 'Eve')
  await scratch.fetch(key, head)
  expect(() => gitIn(other.folder, 'cat-file', '-e', head)).toThrow('Command failed')
  await runGit(repository, ['update-ref', 'refs/heads/firm/main', head])
  await writeFile(join(other.folder, 'bob.txt'), 'b')
  await scratch.commitAll(bob, 'Bob')
  await scratch.open(bob)
  gitIn(other.folder, 'merge', '--quiet', '--no-edit', 'firm/main')
  expect(await scratch.changedPaths(bob)).toEqual(['bob.txt'])
})

test('stopped at any instant, scratch can be opened, committed, fetched and discarded again', async () => {
  const points = gitFaultPoints.slice(8)
  const reached = new Set<string>()
  const work = async (scratch: Scratch): Promise<void> => {
    const { folder } = await scratch.open(key)
    await writeFile(join(folder, 'n'), 'n')
    const { head } = await scratch.commitAll(key, 'Work')
    await scratch.fetch(key, head)
    await scratch.discard(key)
  }
  for (const stopAt of points) {
    const { open, scratch, home } = await begin()
    const reach = (point: string): void => {
      reached.add(point)
      if (point === stopAt) throw new Error('stopped here')
    }
    await expect(work(open({ reach }))).rejects.toThrow('stopped here')
    await work(scratch)
    expect(await readdir(join(home, 'scratch'))).toEqual(['history'])
  }
  expect([...reached].toSorted()).toEqual(points.toSorted())
})

test('a worktree whose making was cut off is made anew', async () => {
  const { scratch } = await begin()
  const { folder } = await scratch.open(key)
  await rm(join(folder, '../note.json'))
  await writeFile(join(folder, 'a.txt'), 'half')
  await scratch.open(key)
  expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('a\n')
})

const examined = scratchExam(async () => {
  const { scratch, open } = await begin()
  const write = async (to: ScratchKey, path: string, content: string): Promise<void> => {
    const { folder } = await scratch.open(to)
    await writeFile(join(folder, path), content)
  }
  return {
    open: async () => await Promise.resolve({ scratch: open({ reach: () => undefined }), write }),
    dispose: async () => await Promise.resolve(),
  }
})
test.each(examined)('in git: $name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})
