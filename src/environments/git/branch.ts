/** The firm's branch: where it stands, whether somebody has it checked out, and moving it. */
import type { Instant } from '../../base/index.ts'
import { FirmError } from '../../base/index.ts'
import type { FirmBranch } from './effect-commit.ts'
import { FencedError, fenceReference, saysFenced } from './fence.ts'
import { type Identity, identityVariables } from './identity.ts'
import { GitFailedError, readGitText, resolveCommit, runGit } from './reader/index.ts'

/** The commit that the branch stands on; throws BranchMissingError where there is no such branch. */
export const readTip = async ({ place, branch }: FirmBranch): Promise<string> => {
  const tip = await resolveCommit(place, `refs/heads/${branch}`)
  if (tip === undefined) throw new BranchMissingError(place.folder, branch)
  return tip
}

/** The working tree that has the branch checked out, or undefined. */
export const findCheckout = async ({ place, branch }: FirmBranch): Promise<string | undefined> => {
  const list = await readGitText(place, ['worktree', 'list', '--porcelain', '-z'])
  for (const record of list.split('\0\0')) {
    const lines = record.split('\0')
    if (lines.includes('bare') || !lines.includes(`branch refs/heads/${branch}`)) continue
    return lines.find((line) => line.startsWith('worktree '))?.slice('worktree '.length)
  }
  return undefined
}

/** What a new commit is made of. */
export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Identity
  readonly committer: Identity
  readonly at: Instant
}

/** Writes a commit as an object; no branch moves. */
export const writeCommit = async (
  { place }: Pick<FirmBranch, 'place'>,
  commit: NewCommit,
): Promise<string> => {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  return await readGitText(place, ['commit-tree', commit.tree, ...parents, '-F', '-'], {
    input: commit.message,
    variables: identityVariables(commit.author, commit.committer, commit.at),
  })
}

/** A move of the branch. */
export interface BranchMove {
  readonly from: string
  readonly to: string
  readonly why: string
  /** The object that the fence must name at that very instant. */
  readonly fence: string | undefined
}

/** Moves the branch if it still stands where it stood; answers whether it did. Throws FencedError for a replaced host. */
export const moveBranch = async (
  { place, branch }: FirmBranch,
  move: BranchMove,
): Promise<boolean> => {
  const lines = [
    'start',
    ...(move.fence === undefined ? [] : [`verify ${fenceReference} ${move.fence}`]),
    `update refs/heads/${branch} ${move.to} ${move.from}`,
    'prepare',
    'commit',
  ]
  const args = ['update-ref', '-m', move.why, '--stdin']
  const answer = await runGit(place, args, { input: `${lines.join('\n')}\n`, answers: [1, 128] })
  if (answer.exitCode === 0) return true
  if (saysFenced(answer.errorOutput)) throw new FencedError(place.folder)
  if (/but expected/.test(answer.errorOutput)) return false
  if (/\.lock': File exists/.test(answer.errorOutput)) {
    throw new BranchLockedError(place.folder, branch)
  }
  throw new GitFailedError(place.folder, args, answer)
}

/** The firm's branch is not there. */
export class BranchMissingError extends FirmError {
  override readonly name = 'BranchMissingError'

  constructor(folder: string, branch: string) {
    super('branch-missing', `${folder} has no branch ${branch}`, {
      hint: `Make it where the firm's work should begin: \`git branch ${branch} HEAD\`.`,
      data: { folder, branch },
    })
  }
}

/** A git that was killed left its lock, or one still works. */
export class BranchLockedError extends FirmError {
  override readonly name = 'BranchLockedError'

  constructor(folder: string, branch: string) {
    super('branch-locked', `the branch ${branch} in ${folder} is locked by another git`, {
      hint: `Wait a moment; if no git runs there, a killed one left refs/heads/${branch}.lock: remove that file.`,
      data: { folder, branch },
    })
  }
}
