/** Taking a member's commit into the firm's repository, by its hash, and keeping it there. */
import { accepted, type Outcome, refused } from '../../../base/index.ts'
import type { FetchRefusal } from '../../../host/ports/index.ts'
import { isCommitHash } from '../merge.ts'
import {
  GitFailedError,
  type GitPlace,
  type Repository,
  resolveCommit,
  runGit,
} from '../reader/index.ts'

/** Fetches the commit; git checks the form of every object and that the history is whole. */
export const fetchCommit = async (
  repository: Repository,
  tree: GitPlace,
  commit: string,
): Promise<Outcome<string, FetchRefusal>> => {
  const missing = refused<FetchRefusal>(
    'no-such-commit',
    `the worktree has no commit ${commit}`,
    'Commit first, and name the commit by the whole hash that `git rev-parse HEAD` prints.',
  )
  if (!isCommitHash(commit)) return missing
  const kept = `refs/firm/commits/${commit}`
  if ((await resolveCommit(repository, kept)) === commit) return accepted(commit)
  if ((await resolveCommit(tree, commit)) !== commit) return missing
  const settings = ['-c', 'fetch.fsckObjects=true', '-c', 'fetch.unpackLimit=1']
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  const args = [...settings, ...fetch, `${tree.folder}/.git`, `${commit}:${kept}`]
  const answer = await runGit(repository, args, { answers: [1, 128] })
  if (answer.exitCode === 0) return accepted(commit)
  if (!/fsck|index-pack|bad object|missing|did not send/i.test(answer.errorOutput)) {
    throw new GitFailedError(repository.folder, args, answer)
  }
  return refused(
    'malformed-commit',
    `git refuses the commit ${commit}: ${answer.errorOutput.split('\n')[0] ?? ''}`,
    'Make the change again in a fresh commit on top of the branch.',
  )
}
