/** What a merge would change, for a person to read before it happens. */
import type { EffectOrder, EffectPreview } from '../../host/ports/index.ts'
import { readTip } from './branch.ts'
import type { FirmBranch } from './effect-commit.ts'
import { readMergedCommit } from './merge.ts'
import { mergeTrees } from './merged-tree.ts'
import { GitTooMuchError, runGit } from './reader/index.ts'

/** A longer difference is shown as a list of files. */
const previewBytesMax = 256 * 1024

/** A unified difference between the branch and what the merge would make of it. */
export const previewMerge = async (
  branch: FirmBranch,
  order: EffectOrder,
): Promise<EffectPreview> => {
  const commit = await readMergedCommit(branch, order)
  const name = commit === undefined ? JSON.stringify(order.values[0]) : commit.slice(0, 12)
  const title = `Merge ${name} into ${branch.branch}`
  if (commit === undefined) return { title, text: 'There is no such commit: it would fail.\n' }
  const tip = await readTip(branch)
  const merged = await mergeTrees(branch.place, tip, commit)
  if (merged.kind === 'unrelated') return { title, text: 'No common history: it would fail.\n' }
  if (merged.kind === 'conflict') {
    return { title, text: ['It would conflict:', ...merged.says, ''].join('\n') }
  }
  return { title, text: await readDifference(branch, tip, merged.tree) }
}

const readDifference = async ({ place }: FirmBranch, from: string, to: string): Promise<string> => {
  const plain = ['diff-tree', '-r', '--no-color', '--no-ext-diff', '--no-textconv', '-M']
  try {
    const outputBytesMax = previewBytesMax
    const { output } = await runGit(place, [...plain, '-p', from, to], { outputBytesMax })
    return output.toString('utf8')
  } catch (error) {
    if (!(error instanceof GitTooMuchError)) throw error
    const { output } = await runGit(place, [...plain, '--stat=100', '--stat-count=200', from, to])
    return `The difference is longer than ${previewBytesMax} bytes; its files are:\n${output.toString('utf8')}`
  }
}
