/** A repository that was found, is readable, and whose own programs are switched off. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FirmError } from '../../../base/index.ts'
import { GitFailedError, type GitPlace, readGitText, runGit } from './git-runner.ts'

/** A repository on this machine. */
export interface Repository extends GitPlace {
  /** The top of its working tree; of a bare one the repository itself. */
  readonly folder: string
  /** Where its objects and branches are. */
  readonly gitFolder: string
  readonly bare: boolean
  /** Whether its history was cut off when it was cloned. */
  readonly shallow: boolean
  readonly overrides: readonly string[]
}

/** Opens the repository that a folder belongs to; throws a RepositoryError that names the mend. */
export const openRepository = async (folder: string): Promise<Repository> => {
  if (!isFolder(folder)) throw new RepositoryError('folder-missing', folder)
  const [bare, shallow, inTree, ...path] = (await askRepository(folder, ...questions)).split('\n')
  // A path may hold line breaks, so it is asked for last.
  const gitFolder = path.join('\n')
  const top = inTree === 'true' ? await askRepository(folder, '--show-toplevel') : gitFolder
  const overrides = await findOverrides(top)
  return { folder: top, gitFolder, bare: bare === 'true', shallow: shallow === 'true', overrides }
}

const questions = [
  '--is-bare-repository',
  '--is-shallow-repository',
  '--is-inside-work-tree',
  '--absolute-git-dir',
] as const

/** The commit at HEAD; undefined in a repository without a commit. */
export const readHead = async (repository: Repository): Promise<string | undefined> =>
  await resolveCommit(repository, 'HEAD')

/** The full hash of the commit that a name stands for; undefined where there is none. */
export const resolveCommit = async (
  repository: GitPlace,
  name: string,
): Promise<string | undefined> => {
  const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`]
  const answer = await runGit(repository, args, { answers: [1, 128] })
  return answer.exitCode === 0 ? answer.output.toString('utf8').trim() : undefined
}

/** The same, where its absence means that the repository cannot be worked with. */
export const requireHead = async (repository: Repository): Promise<string> => {
  const head = await readHead(repository)
  if (head !== undefined) return head
  // A name without the object that it stands for is no repository without a commit: its objects are lost.
  const named = await runGit(repository, ['rev-parse', '--quiet', '--verify', 'HEAD'], {
    answers: [1, 128],
  })
  throw new RepositoryError(named.exitCode === 0 ? 'broken' : 'empty', repository.folder)
}

const isFolder = (folder: string): boolean =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true

const askRepository = async (folder: string, ...asked: readonly string[]): Promise<string> => {
  try {
    return await readGitText({ folder }, ['rev-parse', ...asked])
  } catch (cause) {
    if (!(cause instanceof GitFailedError)) throw cause
    throw new RepositoryError(troubleOf(folder, cause.answer.errorOutput), folder, cause)
  }
}

const troubleOf = (folder: string, said: string): RepositoryTrouble => {
  if (/dubious ownership/.test(said)) return 'not-owned'
  if (!/not a git repository/i.test(said)) return 'broken'
  return existsSync(join(folder, '.git')) ? 'broken' : 'not-a-repository'
}

/**
 * Filters, merge drivers and converters are programs that a repository's configuration names.
 * A filter without a program is no filter; a merge driver that always fails makes a conflict,
 * which is refused, where one that does nothing would silently drop a side.
 */
const findOverrides = async (folder: string): Promise<readonly string[]> => {
  const pattern = String.raw`^(filter\..*\.(clean|smudge|process|required)|merge\..*\.driver)$`
  const args = ['config', '--null', '--name-only', '--get-regexp', pattern]
  const { output } = await runGit({ folder }, args, { answers: [1] })
  const names = new Set(output.toString('utf8').split('\0').filter(Boolean))
  return [...names].map((name) => `${name}=${valueWithoutProgram(name)}`)
}

const valueWithoutProgram = (name: string): string => {
  if (name.endsWith('.driver')) return 'false'
  return name.endsWith('.required') ? 'false' : ''
}

/** What can be wrong with a repository that was named to us. */
export type RepositoryTrouble =
  | 'folder-missing'
  | 'not-a-repository'
  | 'not-owned'
  | 'broken'
  | 'empty'
  | 'shallow'

const troubles: {
  readonly [trouble in RepositoryTrouble]: readonly [says: string, mend: string]
} = {
  'folder-missing': ['there is no such folder', 'Name a folder that exists.'],
  'not-a-repository': [
    'it is not in a git repository',
    'Run `git init` and commit once there, or name a repository.',
  ],
  'not-owned': [
    'it belongs to another user, so git refuses to read it',
    'Run Firm as the owner of the folder, or change the owner with `chown -R`.',
  ],
  broken: [
    'git cannot read its objects or its configuration',
    'Run `git fsck` there and mend what it names, or clone it afresh.',
  ],
  empty: ['it has no commit yet', 'Commit once: `git commit --allow-empty -m "Begin"`.'],
  shallow: ['its history was cut off by a shallow clone', 'Run `git fetch --unshallow` there.'],
}

/** A repository that cannot be worked with, and why. */
export class RepositoryError extends FirmError {
  override readonly name = 'RepositoryError'
  readonly trouble: RepositoryTrouble

  constructor(trouble: RepositoryTrouble, folder: string, cause?: unknown) {
    const [says, hint] = troubles[trouble]
    super(`repository-${trouble}`, `${folder} cannot be used: ${says}`, {
      hint,
      data: { folder },
      cause,
    })
    this.trouble = trouble
  }
}
