import { afterEach, expect, test } from 'vitest'
import { openRepository, requireHead } from '../../../environments/git/reader/index.ts'
import { applyEdits } from '../../../testing/planted-repository/index.ts'
import { type PlantedFiles, plantRepository } from '../../../testing/planted-repository.ts'
import { openView, type RepositoryView } from '../finders/repository-view.ts'
import { inspect } from '../inspect.ts'
import { mendOf } from '../mends/mend.ts'
import { plantDefects } from './plant-defects.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const look = async (folder: string): Promise<RepositoryView> => {
  const repository = await openRepository(folder)
  return await openView(repository, await requireHead(repository))
}

const repositories: readonly (readonly [name: string, files: PlantedFiles])[] = [
  ['an empty tree', {}],
  ['one file', { 'main.c': 'int main;\n' }],
  ['one file of no extension', { LICENSE: 'Free.\n' }],
  ['no Markdown', { 'src/a.py': '1\n', 'src/b.py': '2\n', '.gitignore': '*.pyc' }],
  ['no JavaScript', { 'README.md': '# A\n', 'docs/b.md': '# B\n', 'c.rs': '' }],
  ['a document that ends in a listing', { 'README.md': '# A\n```\nopen\n', 'a.txt': '' }],
  ['everything ignored', { '.gitignore': '*\n', 'a.md': '# A\n', 'PLANTED.md': '# Own\n' }],
  ['only test data', { 'test/README.md': '# A\n', 'test/one.js': '' }],
  ['odd names', { 'a b.md': '# A\n', '"caf\\351.md"': '# B\n', 'index.html': '<p>' }],
]

test.each(repositories)(
  'what is planted into a repository of %s is found and can be mended',
  async (_, files) => {
    const repository = await plantRepository(files)
    cleanups.push(repository.remove)
    if (Object.keys(files).length === 0) await repository.commit({}, 'Begin')
    const before = await look(repository.folder)
    const { defects, edits } = await plantDefects(before, 3, 6)
    expect(await plantDefects(before, 3, 6)).toEqual({ defects, edits })
    expect(new Set(edits.map(({ path }) => path)).size).toBe(edits.length)
    await applyEdits(repository, edits)
    const after = await look(repository.folder)
    const { findings } = await inspect(after)
    const found = defects.map(({ kind, file, target }) =>
      findings.find((one) => one.kind === kind && one.file === file && one.target === target),
    )
    expect(found.map((one) => one?.kind)).toEqual(defects.map(({ kind }) => kind))
    for (const finding of found) {
      expect(finding === undefined ? undefined : await mendOf(after, finding)).toHaveLength(1)
    }
    const [first, second] = defects
    // Where rules ignore whatever is missing, a missing target may be one that a build makes.
    if (files['.gitignore'] === '*\n') return
    expect([first?.kind, second?.kind]).toEqual(['dead-link', 'dead-link'])
    expect(first?.file).toBe(second?.file)
  },
)
