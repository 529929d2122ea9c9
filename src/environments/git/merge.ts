/** The effect `merge`: a member's commit into the firm's branch, once for each key. */
import { type Clock, type Faults, type Json, type JsonObject } from '../../base/index.ts'
import type { EffectOrder, EffectOutcome } from '../../host/ports/index.ts'
import { findCheckout, moveBranch, readTip, writeCommit } from './branch.ts'
import { describeEffect, findEffectCommit, type FirmBranch } from './effect-commit.ts'
import type { GitFaultPoint } from './fault-points.ts'
import type { Fence } from './fence.ts'
import { type Identity, memberIdentity } from './identity.ts'
import { mergeTrees } from './merged-tree.ts'
import { type Commit, resolveCommit } from './reader/index.ts'

/** A branch with what is needed to move it. */
export interface WorkedBranch extends FirmBranch {
  /** The committer of merges and reverts: the firm. */
  readonly committer: Identity
  readonly clock: Clock
  readonly faults: Faults
  readonly fence: Fence
}

/** How often a merge is made anew because the branch moved meanwhile. */
const attemptsMax = 20

/**
 * Merges the commit, or finds that this key has been merged and answers the same receipt. It always
 * makes a merge commit, and moves the branch only from where it stood when the tree was made: a host
 * that was replaced and wakes up late finds the branch moved, and then the key on it.
 */
export const performMerge = async (
  branch: WorkedBranch,
  order: EffectOrder,
): Promise<EffectOutcome> => {
  const commit = await readMergedCommit(branch, order)
  if (commit === undefined) return noSuchCommit(order)
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const tip = await readTip(branch)
    const happened = await findMerge(branch, order, tip)
    if (happened !== undefined) return happened
    const outcome = await tryMerge(branch, order, { tip, commit })
    if (outcome !== 'branch-moved') return outcome
  }
  const why = `${branch.branch} moved ${attemptsMax} times while the merge was made`
  return failed('branch-moved', why, { branch: branch.branch })
}

/** The outcome of a merge that happened under this key; it is on the branch or it is nowhere. */
export const findMerge = async (
  branch: FirmBranch,
  order: EffectOrder,
  tip: string,
): Promise<EffectOutcome | undefined> => {
  const commit = await findEffectCommit(branch, tip, `Firm-Effect: ${order.key}`)
  return commit === undefined ? undefined : { kind: 'done', receipt: receiptOf(branch, commit) }
}

/** The commit that the order names, when it is in the firm's repository. */
export const readMergedCommit = async (
  branch: FirmBranch,
  order: EffectOrder,
): Promise<string | undefined> => {
  const [value] = order.values
  return isCommitHash(value) ? await resolveCommit(branch.place, value) : undefined
}

/** Whether a value is the full hash of a commit, by its form alone. */
export const isCommitHash = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value)

const tryMerge = async (
  branch: WorkedBranch,
  order: EffectOrder,
  { tip, commit }: { readonly tip: string; readonly commit: string },
): Promise<EffectOutcome | 'branch-moved'> => {
  const reach = (point: GitFaultPoint): void => branch.faults.reach(point)
  reach('git: before the merge')
  const merged = await mergeTrees(branch.place, tip, commit)
  reach('git: merge tree written')
  if (merged.kind !== 'clean') return refuseMerge(branch, { tip, commit }, merged)
  const made = await writeMerge(branch, order, { tip, commit, tree: merged.tree })
  reach('git: merge commit made')
  const checkout = await findCheckout(branch)
  if (checkout !== undefined) return refuseCheckedOut(branch, checkout)
  reach('git: before the branch moves')
  const why = `firm: ${order.key}`
  const moved = await moveBranch(branch, { from: tip, to: made, why, fence: branch.fence.held() })
  if (!moved) return 'branch-moved'
  reach('git: after the branch moved')
  const receipt = { branch: branch.branch, before: tip, commit: made, merged: commit }
  return { kind: 'done', receipt: { ...receipt, tree: merged.tree } }
}

const writeMerge = async (
  branch: WorkedBranch,
  order: EffectOrder,
  sides: { readonly tip: string; readonly commit: string; readonly tree: string },
): Promise<string> =>
  await writeCommit(branch, {
    tree: sides.tree,
    parents: [sides.tip, sides.commit],
    message: describeEffect(`Merge ${sides.commit.slice(0, 12)}`, order, 'Firm-Effect'),
    author: memberIdentity(order.by),
    committer: branch.committer,
    at: branch.clock.now(),
  })

const receiptOf = ({ branch }: FirmBranch, { commit, parents, tree }: Commit): JsonObject => {
  const [before = '', merged = ''] = parents
  return { branch, before, commit, merged, tree }
}

const failed = (why: string, says: string, more: JsonObject): EffectOutcome => ({
  kind: 'failed',
  why: says,
  receipt: { why, ...more },
})

const noSuchCommit = (order: EffectOrder): EffectOutcome =>
  failed('no-such-commit', `there is no commit ${JSON.stringify(order.values[0])}`, {
    commit: order.values[0] ?? null,
  })

const refuseCheckedOut = ({ branch }: FirmBranch, folder: string): EffectOutcome =>
  failed('checked-out', `${branch} is checked out in ${folder}: switch that to another branch`, {
    branch,
    folder,
  })

const refuseMerge = (
  { branch }: FirmBranch,
  sides: { readonly tip: string; readonly commit: string },
  merged: Exclude<Awaited<ReturnType<typeof mergeTrees>>, { readonly kind: 'clean' }>,
): EffectOutcome => {
  const receipt = { branch, against: sides.tip, commit: sides.commit }
  if (merged.kind === 'unrelated') {
    return failed('unrelated', `the commit has no history in common with ${branch}`, receipt)
  }
  const paths = merged.paths.join(', ')
  const more = { ...receipt, paths: merged.paths, says: merged.says }
  return failed('conflict', `it conflicts with ${branch} in ${paths}`, more)
}
