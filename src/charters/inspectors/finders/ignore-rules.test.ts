import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listTrackedIgnored, openRepository } from '../../../environments/git/reader/index.ts'
import { plantRepository } from '../../../testing/planted-repository.ts'
import { openView } from './repository-view.ts'

const folders = ['', 'a/', 'b/', 'a/b/', 'a/b/a/']
const names = ['a', 'b.log', 'c.txt', 'keep.log', '#x', '!y', 'w z']
const rule = fc
  .tuple(
    fc.constantFrom('', '!'),
    fc.constantFrom('', '/', '**/', 'a/', 'b/'),
    fc.constantFrom(
      'a',
      'b',
      '*',
      '*.log',
      'c.*',
      '?.txt',
      '[ab]',
      '\\#x',
      '\\!y',
      'w z',
      '**',
      '#x',
    ),
    fc.constantFrom('', '/', '/*', '  '),
  )
  .map((parts) => parts.join(''))
const rules = fc.array(rule, { maxLength: 5 }).map((lines) => lines.join('\n'))

test('the rules say of every path what git says', async () => {
  await fc.assert(
    fc.asyncProperty(rules, rules, rules, async (top, middle, deep) => {
      const files = Object.fromEntries(
        folders.flatMap((folder) =>
          names.map((name) => [`d/${folder}${name}${name === 'a' ? 'x' : ''}`, '']),
        ),
      )
      const planted = await plantRepository({
        ...files,
        'd/.gitignore': top,
        'd/a/.gitignore': middle,
        'd/a/b/.gitignore': deep,
      })
      try {
        const repository = await openRepository(planted.folder)
        const view = await openView(repository, 'HEAD')
        const own = view.files.map(({ path }) => path).filter((path) => view.isIgnored(path))
        expect(own).toEqual(await listTrackedIgnored(repository, 'HEAD'))
      } finally {
        await planted.remove()
      }
    }),
    { numRuns: 8 },
  )
}, 300_000)
