import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Clock, type Faults, hashOf, type Instant, type Json } from '../../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../host/ports/index.ts'
import { environmentExam } from '../../testing/environment-exam.ts'
import { type PlantedRepository, plantRepository } from '../../testing/planted-repository.ts'
import { beginBranch, cloneForFirm, gitFaultPoints, openGitEnvironment } from './index.ts'
import { openRepository, readGitText, readHistory, type Repository } from './reader/index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const clock: Clock = { now: () => Date.UTC(2026, 0, 2) as Instant, schedule: () => () => undefined }
const identity = { name: 'acme', email: 'acme@firm.invalid' }

const orderOf = (commit: Json, more: Partial<EffectOrder> = {}): EffectOrder => ({
  key: hashOf(JSON.stringify(commit)),
  verb: 'merge',
  values: [commit],
  firm: 'acme',
  enactment: 'change/1',
  message: 'merge',
  by: 'lead',
  ...more,
})

interface World {
  readonly planted: PlantedRepository
  readonly repository: Repository
  readonly environment: EnvironmentPort
  readonly open: (faults?: Faults) => EnvironmentPort
  /** A commit on top of the branch's begin, in the firm's repository but on no branch. */
  readonly member: (files: Parameters<PlantedRepository['commit']>[0]) => Promise<string>
  readonly show: (path: string) => Promise<string>
}

/** Made once and copied for each test: a repository, and the firm's clone of it. */
let template: {
  readonly planted: PlantedRepository
  readonly clone: string
  readonly start: string
}
beforeAll(async () => {
  const planted = await plantRepository({ 'a.txt': '1\n2\n3\n', 'b.txt': 'b\n' })
  const clone = `${planted.folder}.clone`
  const start = await beginBranch(await cloneForFirm(planted.folder, clone), 'firm/main')
  template = { planted, clone, start }
})
afterAll(async () => {
  await template.planted.remove()
  await rm(template.clone, { recursive: true, force: true })
})

const begin = async (): Promise<World> => {
  const { start } = template
  const home = await mkdtemp(join(tmpdir(), 'firm home-'))
  const planted = await template.planted.copy()
  cleanups.push(planted.remove, async () => await rm(home, { recursive: true, force: true }))
  await cp(template.clone, join(home, 'repository.git'), { recursive: true })
  const repository = await openRepository(join(home, 'repository.git'))
  const open = (faults?: Faults): EnvironmentPort =>
    openGitEnvironment({ repository, identity, clock, ...(faults === undefined ? {} : { faults }) })
  const member: World['member'] = async (files) => {
    await planted.git('checkout', '--quiet', '--detach', start)
    const commit = await planted.commit(files, 'Work')
    await readGitText(repository, ['fetch', '--quiet', planted.folder, commit])
    return commit
  }
  const show = async (path: string): Promise<string> =>
    await readGitText(repository, ['show', `firm/main:${path}`])
  return { planted, repository, environment: open(), open, member, show }
}

test('a commit is merged with a merge commit that names the effect, and performing it again changes nothing', async () => {
  const { environment, member, repository, show } = await begin()
  const order = orderOf(await member({ 'a.txt': '1\nTWO\n3\n' }))
  expect(await environment.ask(order)).toEqual({ kind: 'not-started' })
  const done = await environment.perform(order)
  expect(done.kind).toBe('done')
  expect(await environment.perform(order)).toEqual(done)
  expect(await environment.ask(order)).toEqual(done)
  expect(await show('a.txt')).toBe('1\nTWO\n3')
  const [merge, ...older] = await readHistory(repository, 'firm/main', { firstParent: true })
  expect(older.map((commit) => commit.message)).toEqual(['Begin'])
  expect(merge?.parents).toEqual([done.receipt['before'], order.values[0]])
  expect(merge?.message.replace(order.key, 'KEY').replace(/Merge \w+/, 'Merge HASH'))
    .toMatchInlineSnapshot(`
    "Merge HASH

    Firm-Effect: KEY
    Firm-Enactment: change/1
    Firm-Message: merge
    Firm-Member: lead"
  `)
})

test('the same inputs give the same commit in two firms', async () => {
  const merged = async (): Promise<unknown> => {
    const { environment, member } = await begin()
    return await environment.perform(orderOf(await member({ 'c.txt': 'c\n' })))
  }
  expect(await merged()).toEqual(await merged())
})

test('two members who changed different lines are both merged; the same line is a conflict that is named', async () => {
  const { environment, member, show } = await begin()
  const first = orderOf(await member({ 'a.txt': 'ONE\n2\n3\n' }))
  const second = orderOf(await member({ 'b.txt': 'B\n' }))
  const third = orderOf(await member({ 'a.txt': 'uno\n2\n3\n' }))
  expect((await environment.perform(first)).kind).toBe('done')
  expect((await environment.perform(second)).kind).toBe('done')
  const refused = await environment.perform(third)
  expect(refused).toMatchObject({
    kind: 'failed',
    why: 'it conflicts with firm/main in a.txt',
    receipt: { why: 'conflict', paths: ['a.txt'] },
  })
  expect(refused.receipt['says']).toEqual(['CONFLICT (content): Merge conflict in a.txt'])
  expect([await show('a.txt'), await show('b.txt')]).toEqual(['ONE\n2\n3', 'B'])
  expect(await environment.ask(third)).toEqual({ kind: 'not-started' })
})

test('merges at the same time all land, each once', async () => {
  const { open, member, repository } = await begin()
  const orders: EffectOrder[] = []
  for (const name of ['c', 'd', 'e', 'f']) orders.push(orderOf(await member({ [name]: name })))
  const outcomes = await Promise.all(
    [...orders, ...orders].map(async (order) => await open().perform(order)),
  )
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(8).fill('done'))
  const merges = await readHistory(repository, 'firm/main', { firstParent: true })
  expect(merges).toHaveLength(5)
})

test('what cannot be merged fails with its reason', async () => {
  const { environment, repository, planted } = await begin()
  const why = async (value: Json): Promise<unknown> =>
    (await environment.perform(orderOf(value))).receipt['why']
  expect(await why('f'.repeat(40))).toBe('no-such-commit')
  expect(await why('HEAD')).toBe('no-such-commit')
  expect(await why({ commit: 1 })).toBe('no-such-commit')
  await planted.git('checkout', '--quiet', '--orphan', 'alone')
  const alone = await planted.commit({ 'z.txt': 'z' })
  await readGitText(repository, ['fetch', '--quiet', planted.folder, alone])
  expect(await why(alone)).toBe('unrelated')
  await expect(environment.perform(orderOf(alone, { verb: 'push' }))).rejects.toMatchObject({
    code: 'unknown-verb',
  })
})

test('a branch that is checked out somewhere is not moved', async () => {
  const { member, planted, repository, environment } = await begin()
  const commit = await member({ 'c.txt': 'c' })
  const folder = join(repository.folder, '..', 'a tree')
  await readGitText(repository, ['worktree', 'add', '--quiet', folder, 'firm/main'])
  expect((await environment.perform(orderOf(commit))).receipt['why']).toBe('checked-out')
  await planted.git('checkout', '--quiet', '-b', 'firm/main')
  const theirs = await openRepository(planted.folder)
  const there = openGitEnvironment({ repository: theirs, identity, clock })
  const refused = await there.perform(orderOf(commit))
  expect(refused.receipt).toMatchObject({ why: 'checked-out', folder: planted.folder })
})

test('a branch that a killed git left locked is not forced, and the lock is named', async () => {
  const { environment, member, repository } = await begin()
  const order = orderOf(await member({ 'c.txt': 'c' }))
  const lock = join(repository.gitFolder, 'refs/heads/firm/main.lock')
  await writeFile(lock, '')
  await expect(environment.perform(order)).rejects.toMatchObject({
    code: 'branch-locked',
    hint: expect.stringContaining('refs/heads/firm/main.lock'),
  })
  await rm(lock)
  expect((await environment.perform(order)).kind).toBe('done')
})

test('a merge is taken back by a commit, once, also after later work', async () => {
  const { environment, member, show, repository } = await begin()
  const first = orderOf(await member({ 'a.txt': 'ONE\n2\n3\n', 'new.txt': 'n' }))
  const second = orderOf(await member({ 'b.txt': 'B\n' }))
  const done = await environment.perform(first)
  await environment.perform(second)
  const undone = await environment.undo(first, done.receipt)
  expect(await environment.undo(first, done.receipt)).toEqual(undone)
  expect([await show('a.txt'), await show('b.txt')]).toEqual(['1\n2\n3', 'B'])
  await expect(show('new.txt')).rejects.toMatchObject({ code: 'git-failed' })
  expect(await readHistory(repository, 'firm/main', { firstParent: true })).toHaveLength(4)
  expect(await environment.ask(first)).toEqual(done)
})

test('a merge that later work rests on cannot be taken back, and says where', async () => {
  const { environment, member, planted, repository } = await begin()
  const commit = await member({ 'a.txt': 'ONE\n2\n3\n' })
  const first = orderOf(commit)
  const done = await environment.perform(first)
  await planted.git('checkout', '--quiet', '--detach', commit)
  const later = await planted.commit({ 'a.txt': 'ONE!\n2\n3\n' })
  await readGitText(repository, ['fetch', '--quiet', planted.folder, later])
  await environment.perform(orderOf(later))
  await expect(environment.undo(first, done.receipt)).rejects.toMatchObject({
    code: 'revert-blocked',
    message: expect.stringContaining('later work rests on it in a.txt'),
  })
})

test('a preview is the difference that the merge would make, or says that it would fail', async () => {
  const { environment, member } = await begin()
  const first = orderOf(await member({ 'a.txt': '1\nTWO\n3\n' }))
  const second = orderOf(await member({ 'a.txt': '1\nzwei\n3\n' }))
  expect((await environment.preview(first)).text).toMatchInlineSnapshot(`
    "diff --git a/a.txt b/a.txt
    index 01e79c3..230b143 100644
    --- a/a.txt
    +++ b/a.txt
    @@ -1,3 +1,3 @@
     1
    -2
    +TWO
     3
    "
  `)
  await environment.perform(first)
  expect((await environment.preview(second)).text).toMatchInlineSnapshot(`
    "It would conflict:
    CONFLICT (content): Merge conflict in a.txt
    "
  `)
  const third = orderOf(await member({ big: 'line of text\n'.repeat(40_000) }))
  expect((await environment.preview(third)).text).toContain('longer than 262144 bytes')
})

test('a commit exists when the firm has it, and only a full hash is one', async () => {
  const { environment, member } = await begin()
  const commit = await member({ c: 'c' })
  const exists = async (value: Json, format = 'git-commit'): Promise<boolean | undefined> =>
    await environment.exists({ format, value })
  expect(await exists(commit)).toBe(true)
  expect(await exists('0'.repeat(40))).toBe(false)
  expect(await exists(commit.slice(0, 12))).toBe(false)
  expect(await exists('HEAD')).toBe(false)
  expect(await exists(commit, 'email')).toBeUndefined()
})

test('stopped at any instant of a merge or its undoing, the next attempt finishes it once', async () => {
  const reached = new Set<string>()
  for (const stopAt of gitFaultPoints.slice(0, 8)) {
    const { open, member, repository } = await begin()
    const order = orderOf(await member({ 'c.txt': 'c\n' }))
    const dying = open({
      reach: (point) => {
        reached.add(point)
        if (point === stopAt) throw new Error('stopped here')
      },
    })
    await dying.perform(order).catch(() => undefined)
    const done = await open().perform(order)
    expect(done.kind).toBe('done')
    await dying.undo(order, done.receipt).catch(() => undefined)
    await open().undo(order, done.receipt)
    const log = await readHistory(repository, 'firm/main', { firstParent: true })
    expect(log).toHaveLength(3)
  }
  expect([...reached].toSorted()).toEqual(gitFaultPoints.slice(0, 8).toSorted())
})

test('a member who names a key in a commit of its own does not make the effect look done', async () => {
  const { environment, planted, member, repository } = await begin()
  const victim = orderOf(await member({ 'v.txt': 'v' }))
  await planted.git('checkout', '--quiet', '--detach', 'trunk')
  await planted.write({ 'f.txt': 'f' })
  const forged = await planted.commit({}, `Forged\n\nFirm-Effect: ${victim.key}`)
  await readGitText(repository, ['fetch', '--quiet', planted.folder, forged])
  await environment.perform(orderOf(forged))
  expect(await environment.ask(victim)).toEqual({ kind: 'not-started' })
})

test('what a repository must be before it is cloned for the firm', async () => {
  const home = await mkdtemp(join(tmpdir(), 'firm home-'))
  cleanups.push(async () => await rm(home, { recursive: true, force: true }))
  const full = await plantRepository({ a: '1' })
  await full.commit({ a: '2' })
  await readGitText(full, ['clone', '--quiet', '--depth=1', `file://${full.folder}`, `${home}/cut`])
  const empty = await plantRepository()
  cleanups.push(full.remove, empty.remove)
  const trouble = async (source: string): Promise<unknown> =>
    await cloneForFirm(source, join(home, 'clone')).catch((error: unknown) => error)
  expect(await trouble(join(home, 'cut'))).toMatchObject({ trouble: 'shallow' })
  expect(await trouble(empty.folder)).toMatchObject({ trouble: 'empty' })
  expect(await trouble(home)).toMatchObject({ trouble: 'not-a-repository' })
  await full.git('checkout', '--quiet', '--detach')
  const clone = await cloneForFirm(full.folder, join(home, 'clone'))
  expect(await readGitText(clone, ['remote'])).toBe('')
  await readGitText(clone, ['branch', 'firm', 'HEAD'])
  await expect(beginBranch(clone, 'firm/main')).rejects.toMatchObject({ code: 'branch-blocked' })
})

const examined = environmentExam(async () => {
  const { repository, environment, member } = await begin()
  const open = {
    port: environment,
    order: async (number: number) => orderOf(await member({ [`${number}.txt`]: `${number}` })),
    failing: async () => await Promise.resolve(orderOf('f'.repeat(40))),
    look: async () => await readGitText(repository, ['rev-parse', 'firm/main']),
    lookPast: async () => await readGitText(repository, ['rev-parse', 'firm/main^{tree}']),
  }
  return {
    open: async () => await Promise.resolve(open),
    dispose: async () => await Promise.resolve(),
  }
})
test.each(examined)('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})
