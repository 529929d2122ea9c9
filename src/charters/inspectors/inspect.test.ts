import { afterEach, expect, test } from 'vitest'
import { openRepository, requireHead } from '../../environments/git/reader/index.ts'
import { plantDefectiveRepository, plotDefects } from '../../testing/planted-repository/index.ts'
import { inspect, type Inspection, openView } from './index.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const inspectFolder = async (folder: string): Promise<Inspection> => {
  const repository = await openRepository(folder)
  return await inspect(await openView(repository, await requireHead(repository)))
}

const names = (all: readonly { kind: string; file: string; target: string }[]): string[] =>
  all.map(({ kind, file, target }) => `${kind} | ${file} | ${target}`).toSorted()

test.each([1, 2])('every planted defect is found and no look-alike is (seed %i)', async (seed) => {
  const { repository, defects } = await plantDefectiveRepository(seed)
  cleanups.push(repository.remove)
  const { findings, left } = await inspectFolder(repository.folder)
  expect(names(findings)).toEqual(names(defects))
  expect(left).toEqual([])
})

test('each kind has ten defects and at least ten look-alikes', () => {
  for (const plot of plotDefects(1)) {
    expect(plot.defects).toHaveLength(10)
    expect(plot.lookAlikeCount).toBeGreaterThanOrEqual(10)
  }
})
