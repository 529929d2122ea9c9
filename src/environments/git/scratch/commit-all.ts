/** Committing what a member left uncommitted, in the member's name, ignored files apart. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../../base/index.ts'
import type { CommittedScratch } from '../../../host/ports/index.ts'
import { identityVariables, memberIdentity } from '../identity.ts'
import {
  decodePath,
  type GitPlace,
  readGitText,
  resolveCommit,
  runGit,
  splitAtNul,
} from '../reader/index.ts'
import { withNothingLaidOut } from './laid-out.ts'

/** In whose name, when, and with what message. */
export interface CommitWords {
  readonly member: string
  readonly message: string
  readonly clock: Clock
}

/** Commits everything that differs; a repository inside the worktree is left out and named. */
export const commitAll = async (tree: GitPlace, words: CommitWords): Promise<CommittedScratch> => {
  const before = await resolveCommit(tree, 'HEAD')
  const notes = await stageAll(tree)
  if (before !== undefined && !(await hasStaged(tree, before))) {
    return { head: before, committed: false, notes }
  }
  const identity = memberIdentity(words.member)
  // Not plumbing here: a merge that the member began is finished as one, with both its parents.
  const commit = ['commit', '--quiet', '--no-verify', '--allow-empty-message', '--allow-empty']
  await runGit(tree, [...commit, '--cleanup=verbatim', '--file=-'], {
    input: words.message,
    variables: identityVariables(identity, identity, words.clock.now()),
  })
  return { head: await readGitText(tree, ['rev-parse', 'HEAD']), committed: true, notes }
}

const stageAll = async (tree: GitPlace): Promise<readonly string[]> => {
  const remade = (await hasIndex(tree)) ? [] : await remakeIndex(tree)
  await runGit(tree, ['add', '--sparse', '--update'])
  const list = ['ls-files', '-z', '--others', '--exclude-per-directory=.gitignore']
  const { output } = await runGit(tree, list)
  const untracked = splitAtNul(output)
  // Git names a folder that holds a repository of its own with a slash at its end.
  const inner = untracked.filter((path) => path.at(-1) === 0x2f)
  const files = untracked.filter((path) => path.at(-1) !== 0x2f)
  const input = Buffer.concat(files.flatMap((path) => [path, Buffer.from([0])]))
  await runGit(tree, ['update-index', '--add', '--remove', '-z', '--stdin'], { input })
  const left = inner.map(
    (path) => `${decodePath(path)} holds a repository of its own and is not committed.`,
  )
  return [...remade, ...left]
}

const hasIndex = async (tree: GitPlace): Promise<boolean> => {
  if (!existsSync(join(tree.folder, '.git', 'index'))) return false
  return (await runGit(tree, ['ls-files', '--unmerged'], { answers: [128] })).exitCode === 0
}

/** A member that was ended in the middle can leave an index that git cannot read. */
const remakeIndex = async (tree: GitPlace): Promise<readonly string[]> => {
  const git = join(tree.folder, '.git')
  await rm(join(git, 'index'), { force: true, recursive: true })
  // What was deleted cannot be told from what was never laid out, and losing the whole repository is worse.
  const inPart = await withNothingLaidOut(git, async () => {
    await runGit(tree, ['reset', '--quiet'])
  })
  return inPart
    ? ['The index could not be read and was made again: files that you deleted are still there.']
    : []
}

const hasStaged = async (tree: GitPlace, head: string): Promise<boolean> => {
  if ((await resolveCommit(tree, 'MERGE_HEAD')) !== undefined) return true
  const args = ['diff-index', '--cached', '--quiet', head]
  return (await runGit(tree, args, { answers: [1] })).exitCode === 1
}
