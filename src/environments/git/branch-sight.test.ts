/** What is seen of branches: whoever moves them by whatever way git keeps them. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlantedRepository, plantRepository } from '../../testing/planted-repository.ts'
import { openBranchSight } from './branch-sight.ts'
import { openRepository, type Repository } from './reader/index.ts'

let planted: PlantedRepository
let repository: Repository
let elsewhere: string
beforeAll(async () => {
  planted = await plantRepository({ 'a.txt': '1\n' })
  repository = await openRepository(planted.folder)
  elsewhere = await mkdtemp(join(tmpdir(), 'firm sight-'))
})
afterAll(async () => {
  await planted.remove()
  await rm(elsewhere, { recursive: true, force: true })
})

const tipOf = async (branch: string): Promise<string> =>
  (await planted.git('rev-parse', branch)).trim()

test('a branch is seen where it stands, as it moves, is gone and comes again', async () => {
  const look = openBranchSight(repository)
  const branch = 'feature/one'
  expect(await look(branch, undefined)).toEqual({
    mark: '',
    text: 'there is no branch feature/one',
  })
  expect(await look(branch, '')).toBeUndefined()
  await planted.git('branch', branch)
  const first = await tipOf(branch)
  expect(await look(branch, '')).toEqual({
    mark: first,
    text: `feature/one stands at ${first}`,
  })
  expect(await look(branch, first)).toBeUndefined()
  await planted.git('checkout', '--quiet', branch)
  const second = await planted.commit({ 'a.txt': '2\n' }, 'Second')
  expect(await look(branch, first)).toEqual({
    mark: second,
    text: `feature/one moved to ${second} from ${first}`,
  })
  // Another observation of the same branch, and another process, see the same.
  expect(await look(branch, first)).toMatchObject({ mark: second })
  expect(await openBranchSight(repository)(branch, second)).toBeUndefined()
  await planted.git('checkout', '--quiet', '--detach')
  await planted.git('branch', '-D', branch)
  expect(await look(branch, second)).toEqual({
    mark: '',
    text: `there is no branch feature/one; it stood at ${second}`,
  })
})

test('packing branches shows nothing new, and a packed one is seen as it moves', async () => {
  const look = openBranchSight(repository)
  await planted.git('branch', 'packed')
  const first = await tipOf('packed')
  expect(await look('packed', undefined)).toMatchObject({ mark: first })
  await planted.git('pack-refs', '--all')
  expect(await look('packed', first)).toBeUndefined()
  await planted.git('checkout', '--quiet', 'packed')
  const second = await planted.commit({ 'a.txt': '3\n' }, 'Third')
  await planted.git('pack-refs', '--all')
  expect(await look('packed', first)).toMatchObject({ mark: second })
})

test('a linked worktree shows the branches of its repository', async () => {
  const folder = join(elsewhere, 'linked')
  await planted.git('worktree', 'add', '--quiet', '-b', 'linked', folder)
  const look = openBranchSight(await openRepository(folder))
  const first = await tipOf('linked')
  expect(await look('linked', undefined)).toMatchObject({ mark: first })
  const commit = ['commit', '--quiet', '--allow-empty', '-m', 'There']
  const who = ['-c', 'user.name=eve', '-c', 'user.email=eve@firm.invalid']
  execFileSync('git', ['-C', folder, ...who, ...commit])
  expect(await look('linked', first)).toMatchObject({ mark: await tipOf('linked') })
})

test('git is not asked while no file that names branches has changed', async () => {
  const folder = join(elsewhere, 'copy')
  execFileSync('git', ['clone', '--quiet', planted.folder, folder])
  const copy = await openRepository(folder)
  const look = openBranchSight(copy)
  const branch = execFileSync('git', ['-C', folder, 'branch', '--show-current']).toString().trim()
  const first = await look(branch, undefined)
  expect(first?.mark).toMatch(/^[0-9a-f]{40}$/)
  // Without its HEAD it is no repository, so that whoever asked git would hear of no commit.
  await rm(join(folder, '.git', 'HEAD'))
  expect(await look(branch, first?.mark)).toBeUndefined()
  expect(await openBranchSight({ ...copy, folder: planted.folder })(branch, 'x')).toBeDefined()
})
