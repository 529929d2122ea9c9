import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import {
  type PlantedFiles,
  type PlantedRepository,
  plantRepository,
} from '../../../testing/planted-repository.ts'
import {
  blameLine,
  blameLines,
  decodePath,
  encodePath,
  GitFailedError,
  listFiles,
  listTrackedIgnored,
  openRepository,
  readBlob,
  readBlobs,
  readHead,
  readHistory,
  requireHead,
  runGit,
} from './index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const planted = async (files?: PlantedFiles): Promise<PlantedRepository> => {
  const repository = await plantRepository(files)
  cleanups.push(repository.remove)
  return repository
}

const emptyFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm bare-'))
  cleanups.push(async () => await rm(folder, { recursive: true, force: true }))
  return folder
}

const oddNames = [
  'a b/c d.txt',
  'quote".txt',
  '"begins.txt',
  'new\nline.txt',
  'tab\t.txt',
  'back\\slash',
  'naïve-ключ-日本.md',
  '*.ts',
  ':(top)x',
  '-flag',
  '"caf\\351.txt"',
]

test('every odd name of a file is listed, read and told apart', async () => {
  const files = Object.fromEntries(oddNames.map((name, at) => [name, `content ${at}\n`]))
  const { folder } = await planted(files)
  const repository = await openRepository(folder)
  const listed = await listFiles(repository, 'HEAD')
  const blobs = await readBlobs(
    repository,
    listed.map((file) => file.object),
  )
  const read = Object.fromEntries(
    listed.map((file) => [file.path, blobs.get(file.object)?.toString()]),
  )
  const expected = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [decodePath(encodePath(name)), content]),
  )
  expect(read).toEqual(expected)
})

test('a name is text without loss, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      expect([...encodePath(decodePath(bytes))]).toEqual([...bytes])
    }),
  )
})

test('files, executables, links and submodules are told apart, and only files have sizes', async () => {
  const { folder, git, commit } = await planted({ 'a.txt': 'four', run: { executable: '#!' } })
  const head = await commit({ there: { link: '/etc/passwd' } })
  await git('update-index', '--add', '--cacheinfo', `160000,${head},vendored`)
  await git('commit', '--quiet', '-m', 'Vendor')
  const repository = await openRepository(folder)
  const listed = await listFiles(repository, 'HEAD')
  expect(listed.map(({ path, kind, bytes }) => ({ path, kind, bytes }))).toEqual([
    { path: 'a.txt', kind: 'file', bytes: 4 },
    { path: 'run', kind: 'executable', bytes: 2 },
    { path: 'there', kind: 'link', bytes: 11 },
    { path: 'vendored', kind: 'submodule', bytes: undefined },
  ])
  const link = listed.find((file) => file.kind === 'link')
  expect((await readBlob(repository, link?.object ?? '')).toString()).toBe('/etc/passwd')
})

test('history is read newest first, with messages of many lines', async () => {
  const { folder, commit } = await planted({ 'a.txt': '1\n' })
  await commit({ 'b.txt': '1\n' }, 'Add b\n\nIts body.\n\nFirm-Effect: abc')
  await commit({ 'a.txt': '2\n' }, 'Change a')
  const repository = await openRepository(folder)
  const history = await readHistory(repository, 'HEAD')
  expect(history.map(({ message, parents }) => [message, parents.length])).toEqual([
    ['Change a', 1],
    ['Add b\n\nIts body.\n\nFirm-Effect: abc', 1],
    ['Begin', 0],
  ])
  const ofA = await readHistory(repository, 'HEAD', { path: 'a.txt' })
  expect(ofA.map((one) => one.message)).toEqual(['Change a', 'Begin'])
  const mentioning = await readHistory(repository, 'HEAD', { mentions: 'Firm-Effect: abc' })
  expect(mentioning.map((one) => one.author)).toEqual(['Ana'])
  expect(await readHistory(repository, 'HEAD', { since: 'HEAD~1' })).toHaveLength(1)
})

test('blame says which commit each line comes from, and nothing of lines that are not there', async () => {
  const { folder, commit, git } = await planted({ 'a.txt': 'one\ntwo\n' })
  const first = await git('rev-parse', 'HEAD')
  const second = await commit({ 'a.txt': 'one\nTWO\n' })
  const repository = await openRepository(folder)
  const where = { commit: 'HEAD', path: 'a.txt' }
  expect(await blameLines(repository, where)).toEqual([first, second])
  expect(await blameLine(repository, where, 2)).toBe(second)
  expect(await blameLine(repository, where, 9)).toBeUndefined()
  expect(await blameLine(repository, { ...where, path: 'none' }, 1)).toBeUndefined()
})

test('tracked files that the commit ignores are listed from a bare repository too', async () => {
  const { folder } = await planted({
    '.gitignore': '*.log\n/build/\n',
    'sub/.gitignore': 'x\n!keep.log\n',
    'a.log': '',
    'build/out.js': '',
    'sub/x': '',
    'sub/keep.log': '',
    'other/x': '',
    'caf\u00e9.log': '',
  })
  const index = await readFile(join(folder, '.git/index'))
  const expected = ['a.log', 'build/out.js', 'caf\u00e9.log', 'sub/x']
  expect(await listTrackedIgnored(await openRepository(folder), 'HEAD')).toEqual(expected)
  expect(await readFile(join(folder, '.git/index'))).toEqual(index)
  const bare = await emptyFolder()
  await runGit({ folder: bare }, ['clone', '--quiet', '--bare', folder, '.'])
  expect(await listTrackedIgnored(await openRepository(bare), 'HEAD')).toEqual(expected)
})

test('no program that a repository names is run', async () => {
  const { folder, git, write } = await planted({
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    'a.txt': '1\n',
  })
  const proof = join(folder, 'ran')
  const evil = `touch '${proof}'`
  for (const [name, value] of Object.entries({
    'filter.evil.clean': evil,
    'filter.evil.smudge': evil,
    'diff.evil.textconv': evil,
    'diff.evil.command': evil,
    'diff.external': evil,
    'core.fsmonitor': evil,
    'core.pager': evil,
    'pager.log': evil,
    'core.hooksPath': '.',
  })) {
    await git('config', name, value)
  }
  await write({ 'post-index-change': { executable: `#!/bin/sh\n${evil}\n` } })
  const repository = await openRepository(folder)
  const [file] = await listFiles(repository, 'HEAD')
  await readBlob(repository, file?.object ?? '')
  await readHistory(repository, 'HEAD', { path: 'a.txt' })
  await blameLine(repository, { commit: 'HEAD', path: 'a.txt' }, 1)
  await listTrackedIgnored(repository, 'HEAD')
  await runGit(repository, ['status', '--porcelain'])
  await expect(readFile(proof)).rejects.toThrow('ENOENT')
})

test('a folder that is no usable repository is refused with its mend', async () => {
  const said = async (folder: string): Promise<string> => {
    const error: unknown = await openRepository(folder)
      .then(requireHead)
      .catch((caught: unknown) => caught)
    const { message, hint } = error as { message: string; hint: string }
    return `${message.replace(folder, 'PATH')} ${hint}`
  }
  const plain = await emptyFolder()
  const empty = (await planted()).folder
  const broken = (await planted({ a: '1' })).folder
  await writeFile(join(broken, '.git/HEAD'), 'nonsense\n')
  const lost = (await planted({ a: '1' })).folder
  await rm(join(lost, '.git/objects'), { recursive: true })
  const emptied = (await planted({ a: '1' })).folder
  await rm(join(emptied, '.git/objects'), { recursive: true })
  await mkdir(join(emptied, '.git/objects'))
  expect(await said(emptied)).toBe(await said(broken))
  expect([
    await said(join(plain, 'none')),
    await said(plain),
    await said(empty),
    await said(broken),
    await said(lost),
  ]).toMatchInlineSnapshot(`
    [
      "PATH cannot be used: there is no such folder Name a folder that exists.",
      "PATH cannot be used: it is not in a git repository Run \`git init\` and commit once there, or name a repository.",
      "PATH cannot be used: it has no commit yet Commit once: \`git commit --allow-empty -m "Begin"\`.",
      "PATH cannot be used: git cannot read its objects or its configuration Run \`git fsck\` there and mend what it names, or clone it afresh.",
      "PATH cannot be used: git cannot read its objects or its configuration Run \`git fsck\` there and mend what it names, or clone it afresh.",
    ]
  `)
})

test('a shallow clone says that it is one, and a detached head is read', async () => {
  const { folder, commit } = await planted({ a: '1' })
  await commit({ a: '2' })
  const shallow = await emptyFolder()
  await runGit({ folder: shallow }, ['clone', '--quiet', '--depth=1', `file://${folder}`, '.'])
  const repository = await openRepository(shallow)
  expect(repository.shallow).toBe(true)
  await runGit(repository, ['checkout', '--quiet', '--detach'])
  expect(await readHead(repository)).toMatch(/^[0-9a-f]{40}$/)
})

test('more output than was allowed is refused by name', async () => {
  const { folder } = await planted({ big: 'x'.repeat(200_000) })
  const repository = await openRepository(folder)
  const [file] = await listFiles(repository, 'HEAD')
  await expect(readBlob(repository, file?.object ?? '', 1000)).rejects.toMatchObject({
    code: 'git-too-much',
  })
})

test.each([
  ['fatal: write error: No space left on device', 'disk-full'],
  ["fatal: prepare: cannot update ref 'refs/heads/a': couldn't write './a.lock'", 'disk-full'],
  ['error: insufficient permission for adding an object', 'disk-read-only'],
  ['fatal: unable to write new index file: Read-only file system', 'disk-read-only'],
  ['fatal: loose object is corrupt', 'git-failed'],
  ['', 'git-failed'],
])('when git ends with "%s" the error is %s, with a mend', (errorOutput, code) => {
  const answer = { exitCode: 128, output: Buffer.alloc(0), errorOutput }
  const error = new GitFailedError('/repository', ['fetch'], answer)
  expect(error.code).toBe(code)
  expect(error.hint).not.toBe('')
})
