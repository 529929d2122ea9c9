import { afterEach, expect, test } from 'vitest'
import { openRepository, requireHead } from '../../environments/git/reader/index.ts'
import { type PlantedFiles, plantRepository } from '../../testing/planted-repository.ts'
import { inspect, type InspectionOptions, openView } from './index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const inspectFiles = async (
  files: PlantedFiles,
  options?: InspectionOptions,
): ReturnType<typeof inspect> => {
  const planted = await plantRepository(files)
  cleanups.push(planted.remove)
  if (Object.keys(files).length === 0) await planted.commit({}, 'Begin')
  const repository = await openRepository(planted.folder)
  return await inspect(await openView(repository, await requireHead(repository)), options)
}

test('an empty repository has no findings and nothing is left', async () => {
  expect(await inspectFiles({})).toEqual({ findings: [], left: [], unverifiedCount: 0 })
})

test('a file that is too large is left out aloud', async () => {
  const large = `[x](gone.md)\n${'x'.repeat(1024 * 1024)}`
  const { findings, left } = await inspectFiles({ 'large.md': large, 'small.md': '[x](none.md)\n' })
  expect(findings.map(({ file, target }) => [file, target])).toEqual([['small.md', 'none.md']])
  expect(left).toEqual([
    { kind: 'dead-link', why: 'too-large', paths: ['large.md'] },
    { kind: 'conflict-marker', why: 'too-large', paths: ['large.md'] },
  ])
})

test('what the time did not suffice for is said, by kind and file', async () => {
  const files = { 'a.md': '[x](none.md)\n', 'b.md': '[x](none.md)\n' }
  const { findings, left } = await inspectFiles(files, { expired: () => true })
  expect(findings).toEqual([])
  expect(left).toEqual([
    { kind: 'tracked-ignored', why: 'time', paths: ['a.md', 'b.md'] },
    { kind: 'dead-link', why: 'time', paths: ['a.md', 'b.md'] },
    { kind: 'conflict-marker', why: 'time', paths: ['a.md', 'b.md'] },
  ])
})

test('time that runs out between finding and verifying shows nothing that was not verified', async () => {
  let asked = 0
  const expired = (): boolean => (asked += 1) > 1
  const files = { 'a.md': '[x](none.md)\n' }
  const { findings, left } = await inspectFiles(files, { expired, kinds: ['dead-link'] })
  expect(findings).toEqual([])
  expect(left).toEqual([{ kind: 'dead-link', why: 'time', paths: ['a.md'] }])
})

test('a finding in the sixty-first file says that its commit is the inspected one, and no earlier one does', async () => {
  const names = Array.from({ length: 61 }, (_, at) => `${String(at).padStart(2, '0')}.md`)
  const planted = await plantRepository(
    Object.fromEntries(names.map((name) => [name, '[x](none.md)\n'])),
  )
  cleanups.push(planted.remove)
  await planted.commit({ 'fine.md': 'fine\n' }, 'Later')
  const repository = await openRepository(planted.folder)
  const head = await requireHead(repository)
  const { findings } = await inspect(await openView(repository, head))
  expect(findings.map(({ isTraced }) => isTraced)).toEqual(names.map((_, at) => at < 60))
  expect(findings.map(({ commit }) => commit === head)).toEqual(names.map((_, at) => at >= 60))
})

test('a finding says where, since when, why it matters and what mends it', async () => {
  const { findings } = await inspectFiles({
    'docs/a.md': '# A\n\nSee [b](old/b.md).\n',
    'new/b.md': '# B\n',
  })
  expect(findings.map(({ commit, ...finding }) => ({ ...finding, commit: commit.length })))
    .toMatchInlineSnapshot(`
      [
        {
          "commit": 40,
          "file": "docs/a.md",
          "id": "5649ea37ac71",
          "isTraced": true,
          "kind": "dead-link",
          "line": 3,
          "mend": "Write ../new/b.md, the only file of that name.",
          "target": "old/b.md",
          "why": "The link leads to docs/old/b.md, which is not in the repository.",
        },
      ]
    `)
})

test('a finding keeps its name when its line moves', async () => {
  const line = 'See [b](gone.md).\n'
  const [one] = (await inspectFiles({ 'a.md': line })).findings
  const [other] = (await inspectFiles({ 'a.md': `# New\n\nMore.\n\n${line}` })).findings
  expect([one?.line, other?.line]).toEqual([1, 5])
  expect(one?.id).toBe(other?.id)
})

test('manifests and sources that do not parse stop nothing', async () => {
  const { findings } = await inspectFiles({
    'package.json': '{ "name": ',
    'a.js': "import x from 'nothing'\nlet = = (",
    'b/package.json': '[]',
    'b/a.ts': "import x from 'nothing'\n",
    'tsconfig.json': '{{{',
    '.github/workflows/a.yml': 'a: [b\n- c',
    'a.md': '[x](<none.md>)\n',
  })
  expect(findings.map(({ file }) => file)).toEqual(['a.md'])
})
