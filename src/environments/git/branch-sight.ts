/** Where a branch stands, whoever moved it: git is asked only after a file that names branches has changed. */
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { EnvironmentPort, Sight } from '../../host/ports/index.ts'
import { type GitPlace, readGitText, resolveCommit, runGit } from './reader/index.ts'

interface Seen {
  /** What the files that name the branch were like before git was asked. */
  readonly files: string
  readonly commit: string
}

/** Looks at the branches of a repository; each look reads the times of three files. */
export const openBranchSight = (place: GitPlace): Required<EnvironmentPort>['observe'] => {
  const seen = new Map<string, Seen>()
  let folder: Promise<string> | undefined
  return async (branch, before) => {
    folder ??= referenceFolder(place)
    // One look that fails is no reason to fail for ever.
    folder.catch(() => (folder = undefined))
    const files = filesOf(await folder, branch)
    const last = seen.get(branch)
    const isSame = last?.files === files
    const commit = isSame ? last.commit : await commitAt(place, branch)
    seen.set(branch, { files, commit })
    return commit === before ? undefined : sightOf(branch, before, commit)
  }
}

// A branch that is not there ends with 1; whatever else is wrong is no word about the branch.
const commitAt = async (place: GitPlace, branch: string): Promise<string> => {
  const args = ['show-ref', '--verify', '--quiet', '--', `refs/heads/${branch}`]
  const { exitCode } = await runGit(place, args, { answers: [1] })
  return exitCode === 0 ? ((await resolveCommit(place, `refs/heads/${branch}`)) ?? '') : ''
}

// Worktrees of one repository share its branches, which lie where the repository does.
const referenceFolder = async (place: GitPlace): Promise<string> =>
  resolve(place.folder, await readGitText(place, ['rev-parse', '--git-common-dir']))

// A branch is a file of its own, a line among the packed ones, or an entry of a table.
const filesOf = (folder: string, branch: string): string =>
  [join('refs', 'heads', branch), 'packed-refs', join('reftable', 'tables.list')]
    .map((name) => statSync(join(folder, name), { bigint: true, throwIfNoEntry: false }))
    .map((file) => (file === undefined ? '-' : `${file.ino} ${file.size} ${file.mtimeNs}`))
    .join(', ')

const sightOf = (branch: string, before: string | undefined, commit: string): Sight => {
  if (commit === '') {
    const stood = before === undefined || before === '' ? '' : `; it stood at ${before}`
    return { mark: commit, text: `there is no branch ${branch}${stood}` }
  }
  const isKnown = before !== undefined && before !== ''
  const text = isKnown
    ? `${branch} moved to ${commit} from ${before}`
    : `${branch} stands at ${commit}`
  return { mark: commit, text }
}
