/** The firm's own repository: a bare clone without remotes, on which the firm's branch begins. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { FirmError } from '../../base/index.ts'
import { durably, flushed } from './durable.ts'
import { startReference } from './effect-commit.ts'
import {
  GitFailedError,
  openRepository,
  type Repository,
  RepositoryError,
  requireHead,
  resolveCommit,
  runGit,
} from './reader/index.ts'

/**
 * Clones what HEAD of `source` leads to into the folder `target`, or opens the clone that is there.
 * Nothing of the source is written, and the clone keeps no way back to it. The source must have a
 * commit and its whole history; a RepositoryError says what else to do.
 */
export const cloneForFirm = async (source: string, target: string): Promise<Repository> => {
  if (existsSync(target)) return await openRepository(target)
  const { origin, head } = await requireSource(source)
  const making = `${target}.making-${randomBytes(6).toString('hex')}`
  await mkdir(dirname(target), { recursive: true })
  try {
    await fetchHead(origin, head, making)
    await rename(making, target)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    // Another program may have been first; then its clone is as good as ours.
    if (!existsSync(target)) throw error
  }
  return await openRepository(target)
}

/** The repository that a firm may be cloned from, and its commit; throws a RepositoryError where it may not. */
export const requireSource = async (
  source: string,
): Promise<{ readonly origin: Repository; readonly head: string }> => {
  const origin = await openRepository(source)
  if (origin.shallow) throw new RepositoryError('shallow', source)
  return { origin, head: await requireHead(origin) }
}

/** Begins the branch at HEAD where there is none yet; answers the commit that it stands on. */
export const beginBranch = async (repository: Repository, branch: string): Promise<string> => {
  const there = await resolveCommit(repository, `refs/heads/${branch}`)
  if (there !== undefined) return there
  const head = await requireHead(repository)
  const input = [
    `create refs/heads/${branch} ${head}\n`,
    `update ${startReference(branch)} ${head}\n`,
  ].join('')
  const answer = await runGit(durably(repository), ['update-ref', '--stdin'], {
    input,
    answers: [1, 128],
  })
  if (answer.exitCode === 0) return head
  if (/cannot create|exists; cannot|cannot lock/.test(answer.errorOutput)) {
    throw new BranchBlockedError(repository.folder, branch, answer.errorOutput)
  }
  throw new GitFailedError(repository.folder, ['update-ref'], answer)
}

const fetchHead = async (origin: Repository, head: string, folder: string): Promise<void> => {
  await mkdir(folder)
  const place = { folder, overrides: [flushed] }
  const objectFormat = head.length === 64 ? 'sha256' : 'sha1'
  const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${objectFormat}`]
  await runGit(place, [...init, '--initial-branch=source'])
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  try {
    await runGit(place, [...fetch, origin.gitFolder, `${head}:refs/heads/source`])
  } catch (cause) {
    if (cause instanceof GitFailedError) throw new RepositoryError('broken', origin.folder, cause)
    throw cause
  }
}

/** The branch cannot be made, usually because a branch has the first part of its name. */
export class BranchBlockedError extends FirmError {
  override readonly name = 'BranchBlockedError'

  constructor(folder: string, branch: string, said: string) {
    const [first = branch] = branch.split('/')
    super('branch-blocked', `the branch ${branch} cannot be made in ${folder}`, {
      hint: `If there is a branch "${first}", rename it: \`git branch -m ${first} ${first}-1\`.`,
      data: { folder, branch, said },
    })
  }
}
