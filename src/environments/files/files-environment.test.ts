import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Faults, hashOf, type Json } from '../../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../host/ports/index.ts'
import { environmentExam } from '../../testing/environment-exam.ts'
import { filesFaultPoints, openFilesEnvironment } from './index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

interface Folder {
  readonly root: string
  readonly open: (faults?: Faults) => EnvironmentPort
  readonly remove: () => Promise<void>
}

const makeFolder = async (): Promise<Folder> => {
  const home = await mkdtemp(join(tmpdir(), 'firm files-'))
  const root = join(home, 'root')
  await mkdir(join(root, 'sub'), { recursive: true })
  await writeFile(join(root, 'old.txt'), 'old')
  const records = join(home, 'records')
  const open: Folder['open'] = (faults) =>
    openFilesEnvironment(faults === undefined ? { root, records } : { root, records, faults })
  return { root, open, remove: async () => await rm(home, { recursive: true, force: true }) }
}

const folderOf = async (): Promise<Folder> => {
  const folder = await makeFolder()
  cleanups.push(folder.remove)
  return folder
}

const orderOf = (verb: string, ...values: readonly Json[]): EffectOrder => ({
  key: hashOf(JSON.stringify([verb, ...values])),
  verb,
  values,
  firm: 'acme',
  enactment: 'note/1',
  message: 'write',
  by: 'clerk',
})

const lookAt = async (root: string): Promise<Json> => {
  const names = await readdir(root, { recursive: true })
  const read = names.toSorted().map(async (name) => {
    const text = await readFile(join(root, name), 'utf8').catch(() => 'a folder')
    return [name, text]
  })
  return await Promise.all(read)
}

const examined = environmentExam(async () => {
  const { root, open, remove } = await makeFolder()
  return {
    open: async () =>
      await Promise.resolve({
        port: open(),
        order: async (number: number) =>
          await Promise.resolve(orderOf('write', `sub/${number}.txt`, `text ${number}`)),
        failing: async () => await Promise.resolve(orderOf('remove', 'missing.txt')),
        look: async () => await lookAt(root),
      }),
    dispose: remove,
  }
})
test.each(examined)('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})

test('a file is replaced and put back with its old bytes, and a removed one returns', async () => {
  const { root, open } = await folderOf()
  const port = open()
  const before = await lookAt(root)
  const replace = orderOf('write', 'old.txt', 'new')
  const replaced = await port.perform(replace)
  expect(replaced).toEqual({
    kind: 'done',
    receipt: { path: 'old.txt', before: hashOf('old'), after: hashOf('new') },
  })
  await port.undo(replace, replaced.receipt)
  const removal = orderOf('remove', 'old.txt')
  const removed = await port.perform(removal)
  expect(await readdir(root)).toEqual(['sub'])
  await port.undo(removal, removed.receipt)
  expect(await lookAt(root)).toEqual(before)
})

test('no effect leaves the folder or goes through a link', async () => {
  const { root, open } = await folderOf()
  await symlink('/etc', join(root, 'link'))
  await symlink('/etc/hostname', join(root, 'name'))
  const port = open()
  const why = async (path: string): Promise<Json | undefined> =>
    (await port.perform(orderOf('write', path, 'x'))).receipt['why']
  const paths = [
    '../x',
    '/etc/x',
    'a/../../x',
    '',
    'a\0b',
    'link/x',
    'name',
    'sub',
    'old.txt/x',
    '.',
  ]
  const whys = await Promise.all(paths.map(why))
  expect(Object.fromEntries(paths.map((path, at) => [JSON.stringify(path), whys[at]])))
    .toMatchInlineSnapshot(`
    {
      """": "outside",
      ""."": "folder",
      ""../x"": "outside",
      ""/etc/x"": "outside",
      ""a/../../x"": "outside",
      ""a\\u0000b"": "outside",
      ""link/x"": "link",
      ""name"": "link",
      ""old.txt/x"": "folder",
      ""sub"": "folder",
    }
  `)
  await expect(port.perform(orderOf('append', 'a', 'x'))).rejects.toMatchObject({
    code: 'unknown-verb',
  })
})

test('stopped at any instant, the next attempt finishes it once and it can be put back', async () => {
  const reached = new Set<string>()
  for (const stopAt of filesFaultPoints) {
    const { root, open } = await folderOf()
    const before = await lookAt(root)
    const order = orderOf('write', 'old.txt', 'new')
    const reach = (point: string): void => {
      reached.add(point)
      if (point === stopAt) throw new Error('stopped here')
    }
    const dying = open({ reach })
    await dying.fence?.(1).catch(() => undefined)
    await dying.perform(order).catch(() => undefined)
    const done = await open().perform(order)
    expect(done).toMatchObject({ kind: 'done', receipt: { before: hashOf('old') } })
    await dying.undo(order, done.receipt).catch(() => undefined)
    await open().undo(order, done.receipt)
    expect(await lookAt(root)).toEqual(before)
  }
  expect([...reached].toSorted()).toEqual(filesFaultPoints.toSorted())
})

test.each([
  ['ENOSPC', 'files: before the record', 'not-started'],
  ['EROFS', 'files: before a file is moved', 'not-started'],
  // The file is written, and what failed is only the note of it.
  ['ENOSPC', 'files: after the file', 'done'],
])('%s at "%s" is no failure of the effect: it is %s, and tried again', async (code, at, kind) => {
  const { open } = await folderOf()
  const order = orderOf('write', 'old.txt', 'new')
  const refusing = open({
    reach: (point) => {
      if (point === at) throw Object.assign(new Error(`${code}: refused`), { code })
    },
  })
  await expect(refusing.perform(order)).rejects.toMatchObject({
    code: code === 'ENOSPC' ? 'disk-full' : 'disk-read-only',
    hint: expect.stringMatching(/it is tried again, and nothing was half done\.$/),
  })
  expect(await open().ask(order)).toMatchObject({ kind })
  expect(await open().perform(order)).toMatchObject({ kind: 'done' })
})

test('what somebody else changed meanwhile is neither overwritten nor put back', async () => {
  const { root, open } = await folderOf()
  const order = orderOf('write', 'old.txt', 'new')
  const stopped = open({
    reach: (point) => {
      if (point === 'files: after the record') throw new Error('stopped here')
    },
  })
  await stopped.perform(order).catch(() => undefined)
  await writeFile(join(root, 'old.txt'), 'theirs')
  expect(await open().ask(order)).toMatchObject({ kind: 'unknown' })
  expect((await open().perform(order)).receipt['why']).toBe('changed-meanwhile')
  const other = orderOf('write', 'other.txt', 'mine')
  const done = await open().perform(other)
  await writeFile(join(root, 'other.txt'), 'theirs')
  await expect(open().undo(other, done.receipt)).rejects.toMatchObject({
    code: 'file-undo-blocked',
  })
  expect(await readFile(join(root, 'other.txt'), 'utf8')).toBe('theirs')
})
