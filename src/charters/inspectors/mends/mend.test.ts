import { afterEach, expect, test } from 'vitest'
import { openRepository, requireHead } from '../../../environments/git/reader/index.ts'
import { applyEdits, plotDefects } from '../../../testing/planted-repository/index.ts'
import { plantRepository } from '../../../testing/planted-repository.ts'
import { openView, type RepositoryView } from '../finders/repository-view.ts'
import { type Finding, inspect } from '../inspect.ts'
import { mendOf } from './mend.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const look = async (folder: string): Promise<{ view: RepositoryView; findings: Finding[] }> => {
  const repository = await openRepository(folder)
  const view = await openView(repository, await requireHead(repository))
  return { view, findings: [...(await inspect(view)).findings] }
}

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id).toSorted()

const plots = plotDefects(7).map((plot) => ({ kind: plot.defects[0]?.kind, files: plot.files }))
const mendable: { readonly [kind: string]: number } = {
  'dead-link': 2,
  'missing-file': 0,
  'undeclared-import': 2,
  'tracked-ignored': 10,
  'conflict-marker': 1,
  'dangling-link': 9,
}

const appliedMax = 4

test.each(plots)(
  'a mend of a $kind makes the finding go and changes nothing else',
  async (plot) => {
    const repository = await plantRepository({
      ...plot.files,
      '.gitignore': 'dist/\nnode_modules/\n',
    })
    cleanups.push(repository.remove)
    let { view, findings } = await look(repository.folder)
    let mended = 0
    for (const finding of findings) {
      const edits = await mendOf(view, finding)
      if (edits === undefined) continue
      mended += 1
      // Of many alike the first few are carried out; the rest are known to have a mend.
      if (mended > appliedMax) continue
      const before = idsOf(findings.filter(({ id }) => id !== finding.id))
      await applyEdits(repository, edits)
      const changed = await repository.git('diff', '--name-only', '-z', 'HEAD~1', 'HEAD')
      expect(changed.split('\0').filter(Boolean)).toEqual(edits.map(({ path }) => path).toSorted())
      ;({ view, findings } = await look(repository.folder))
      expect(idsOf(findings)).toEqual(before)
    }
    expect(mended).toBe(mendable[String(plot.kind)])
  },
  60_000,
)
