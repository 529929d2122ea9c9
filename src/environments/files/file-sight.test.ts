/** What is seen of files: what they say, and nothing of what was done to them besides. */
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFileSight } from './file-sight.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'firm sight-'))
})
afterAll(async () => await rm(root, { recursive: true, force: true }))

test('a file is seen as it comes, changes and goes', async () => {
  const look = openFileSight(root)
  const path = 'notes/plan one.md'
  expect(await look(path, undefined)).toEqual({ mark: '', text: `there is no file ${path}` })
  await mkdir(join(root, 'notes'))
  await writeFile(join(root, path), 'first')
  const first = await look(path, '')
  expect(first).toEqual({
    mark: expect.stringMatching(/^[0-9a-f]{64}$/),
    text: `the file ${path} is there`,
  })
  expect(await look(path, first?.mark)).toBeUndefined()
  await writeFile(join(root, path), 'second')
  const second = await look(path, first?.mark)
  expect(second).toMatchObject({ text: `the file ${path} has changed` })
  expect(second?.mark).not.toBe(first?.mark)
  await rm(join(root, 'notes'), { recursive: true })
  expect(await look(path, second?.mark)).toMatchObject({ mark: '' })
})

test('a file that says the same is the same, whenever it was written', async () => {
  const look = openFileSight(root)
  await writeFile(join(root, 'same.md'), 'as ever')
  const seen = await look('same.md', undefined)
  await rm(join(root, 'same.md'))
  await writeFile(join(root, 'same.md'), 'as ever')
  await utimes(join(root, 'same.md'), 1, 1)
  expect(await look('same.md', seen?.mark)).toBeUndefined()
})

test('what lies behind a link is not looked at', async () => {
  await symlink('/etc/hosts', join(root, 'hosts'))
  expect(await openFileSight(root)('hosts', undefined)).toMatchObject({ mark: '' })
})
