/** The inverse of a merge: a commit on the firm's branch that takes its changes back. */
import { FirmError, type Instant, type JsonObject } from '../../base/index.ts'
import type { EffectOrder } from '../../host/ports/index.ts'
import { findCheckout, moveBranch, readTip, writeCommit } from './branch.ts'
import { describeEffect, findEffectCommit } from './effect-commit.ts'
import { memberIdentity } from './identity.ts'
import type { WorkedBranch } from './merge.ts'
import { mergeTrees } from './merged-tree.ts'
import { type Commit, readGitText } from './reader/index.ts'

const attemptsMax = 20

/** Takes back the merge of this key, once. A compensation has no `failed`: it throws and is retried. */
export const undoMerge = async (branch: WorkedBranch, order: EffectOrder): Promise<JsonObject> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const tip = await readTip(branch)
    const undone = await findEffectCommit(branch, tip, `Firm-Undoes: ${order.key}`)
    if (undone !== undefined) return receiptOf(branch, undone, order)
    const merge = await findEffectCommit(branch, tip, `Firm-Effect: ${order.key}`)
    // Whoever moved the branch back before the merge has undone it already.
    if (merge === undefined) return { branch: branch.branch, undoes: order.key, commit: null }
    const made = await tryRevert(branch, order, { tip, merge })
    if (made !== undefined) return made
  }
  throw new RevertBlockedError(`${branch.branch} moved ${attemptsMax} times meanwhile`, order.key)
}

const tryRevert = async (
  branch: WorkedBranch,
  order: EffectOrder,
  { tip, merge }: { readonly tip: string; readonly merge: Commit },
): Promise<JsonObject | undefined> => {
  const made = await writeCommit(branch, {
    tree: await revertedTree(branch, merge, tip),
    parents: [tip],
    message: describeEffect(`Revert ${merge.commit.slice(0, 12)}`, order, 'Firm-Undoes'),
    author: memberIdentity(order.by),
    committer: branch.committer,
    at: branch.clock.now(),
  })
  branch.faults.reach('git: revert commit made')
  const checkout = await findCheckout(branch)
  if (checkout !== undefined) {
    throw new RevertBlockedError(`${branch.branch} is checked out in ${checkout}`, order.key)
  }
  branch.faults.reach('git: before the branch moves back')
  const why = `firm: undo ${order.key}`
  const move = { from: tip, to: made, why, fence: branch.fence.held() }
  if (!(await moveBranch(branch, move))) return undefined
  branch.faults.reach('git: after the branch moved back')
  return { branch: branch.branch, undoes: order.key, commit: made }
}

/**
 * The tip without what the merge brought: a merge whose base is the merge's tree, whose one side is
 * the tip and whose other is the tree before. Git 2.39 takes no base as an argument, so three commits
 * that nobody refers to give the trees that history.
 */
const revertedTree = async (branch: WorkedBranch, merge: Commit, tip: string): Promise<string> => {
  const before = `${merge.parents[0] ?? ''}^{tree}`
  if (tip === merge.commit) return await readGitText(branch.place, ['rev-parse', before])
  const base = await bareCommit(branch, merge.tree, [])
  const ours = await bareCommit(branch, `${tip}^{tree}`, [base])
  const theirs = await bareCommit(branch, before, [base])
  const merged = await mergeTrees(branch.place, ours, theirs)
  if (merged.kind === 'clean') return merged.tree
  const paths = merged.kind === 'conflict' ? merged.paths.join(', ') : ''
  throw new RevertBlockedError(`later work rests on it in ${paths}`, merge.commit)
}

const bareCommit = async (
  branch: WorkedBranch,
  tree: string,
  parents: readonly string[],
): Promise<string> => {
  const hash = await readGitText(branch.place, ['rev-parse', '--verify', tree])
  const { committer } = branch
  const message = 'A side of a revert\n'
  const at = 0 as Instant
  return await writeCommit(branch, {
    tree: hash,
    parents,
    message,
    author: committer,
    committer,
    at,
  })
}

const receiptOf = (
  { branch }: WorkedBranch,
  { commit }: Commit,
  order: EffectOrder,
): JsonObject => ({ branch, undoes: order.key, commit })

/** A merge cannot be taken back now. */
export class RevertBlockedError extends FirmError {
  override readonly name = 'RevertBlockedError'

  constructor(why: string, of: string) {
    super('revert-blocked', `the merge ${of} cannot be taken back: ${why}`, {
      hint: 'Mend what is named on the branch by hand, or undo the later work first; it is tried again.',
      data: { of, why },
    })
  }
}
