// The fence: a host that was replaced moves no branch, whenever it was stopped.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Faults, hashOf, type Instant } from '../../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../host/ports/index.ts'
import { type PlantedRepository, plantRepository } from '../../testing/planted-repository.ts'
import { beginBranch, cloneForFirm, fenceReference, openGitEnvironment } from './index.ts'
import { readGitText, type Repository } from './reader/index.ts'

const at = Date.UTC(2026, 0, 2) as Instant
const clock = { now: () => at, schedule: () => () => undefined }
const identity = { name: 'acme', email: 'acme@firm.invalid' }
let planted: PlantedRepository
let repository: Repository
let home = ''

beforeEach(async () => {
  planted = await plantRepository({ 'a.txt': '1\n' })
  home = await mkdtemp(join(tmpdir(), 'firm fence-'))
  repository = await cloneForFirm(planted.folder, join(home, 'repository.git'))
  await beginBranch(repository, 'firm/main')
})
afterEach(async () => {
  await planted.remove()
  await rm(home, { recursive: true, force: true })
})

const open = (faults?: Faults): EnvironmentPort & Required<Pick<EnvironmentPort, 'fence'>> => {
  const port = openGitEnvironment({ repository, identity, clock, ...(faults && { faults }) })
  return { ...port, fence: async (tenure) => await port.fence?.(tenure) }
}

const workOrder = async (): Promise<EffectOrder> => {
  const commit = await planted.commit({ 'b.txt': 'b\n' }, 'Work')
  await readGitText(repository, ['fetch', '--quiet', planted.folder, commit])
  const rest = { firm: 'acme', enactment: 'change:1', message: 'merge', by: 'lead' }
  return { key: hashOf(commit), verb: 'merge', values: [commit], ...rest }
}

/** What another process does while this one is stopped, in one blocking step. */
const raiseMeanwhile = (tenure: number): void => {
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { cwd: repository.gitFolder, input, encoding: 'utf8' }).trim()
  const object = git(['hash-object', '-w', '--stdin'], `tenure ${tenure}\n`)
  git(['update-ref', fenceReference, object])
}

const tip = async (): Promise<string> => await readGitText(repository, ['rev-parse', 'firm/main'])

test('a host that was replaced cannot merge, though nothing else moved the branch', async () => {
  const order = await workOrder()
  const before = await tip()
  const [first, second] = [open(), open()]
  await first.fence(1)
  await second.fence(2)
  await expect(first.perform(order)).rejects.toMatchObject({
    code: 'git-fenced',
    hint: expect.stringContaining('Stop this host; the other goes on.'),
  })
  expect(await tip()).toBe(before)
  expect(await second.ask(order)).toEqual({ kind: 'not-started' })
  expect(await second.perform(order)).toMatchObject({ kind: 'done' })
})

test('a host that is replaced in the very instant before the branch moves is refused', async () => {
  const order = await workOrder()
  const before = await tip()
  const slow = open({
    reach: (point) => {
      if (point === 'git: before the branch moves') raiseMeanwhile(2)
    },
  })
  await slow.fence(1)
  await expect(slow.perform(order)).rejects.toMatchObject({ code: 'git-fenced' })
  expect(await tip()).toBe(before)
})

test('a merge that was done cannot be taken back by a replaced host', async () => {
  const order = await workOrder()
  const [first, second] = [open(), open()]
  await first.fence(1)
  const done = await first.perform(order)
  await second.fence(2)
  await expect(first.undo(order, done.receipt)).rejects.toMatchObject({ code: 'git-fenced' })
  expect(await second.undo(order, done.receipt)).toMatchObject({ undoes: order.key })
})

test('a lower tenure is refused, the same one is not, and the hint removes the fence of a firm that is gone', async () => {
  await open().fence(7)
  await open().fence(7)
  await expect(open().fence(3)).rejects.toMatchObject({
    message: expect.stringContaining('the host of tenure 7 does'),
    hint: expect.stringContaining(`git update-ref -d ${fenceReference}`),
  })
  await readGitText(repository, ['update-ref', '-d', fenceReference])
  await open().fence(3)
})
