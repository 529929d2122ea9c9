/**
 * The history that worktrees begin with: fetched once from the firm's repository, then copied from file to file, since
 * git would look at every object of it for each worktree anew. It holds what the branch held, and nothing else.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type GitPlace, readGitText, resolveCommit, runGit } from '../reader/index.ts'
import { removeFolder } from './remove-folder.ts'

/** The branch whose history is kept, as it stands. */
export interface KeptBranch {
  /** The firm's repository. */
  readonly gitFolder: string
  readonly commit: string
}

/** A kept history. */
export interface KeptHistory {
  /**
   * Gives a new clone its objects; answers the commit up to which it has them. Undefined where there is nothing to give,
   * whatever the reason: then everything is fetched.
   */
  readonly giveTo: (tree: GitPlace, branch: KeptBranch) => Promise<string | undefined>
}

const name = 'history'
const keptReference = 'refs/heads/kept'

/** A branch that is further ahead than this when a host begins has its history kept anew. */
const commitsBehindMax = 200

/** Opens the history kept below a root; the first that asks makes it, or finds that it stands. */
export const openKeptHistory = (root: string): KeptHistory => {
  let ready: Promise<string | undefined> | undefined
  return {
    giveTo: async (tree, branch) => {
      ready ??= makeReady(root, branch).catch(() => undefined)
      const commit = await ready
      if (commit === undefined) return undefined
      return await copyPacks(join(root, name), tree).then(
        () => commit,
        () => undefined,
      )
    },
  }
}

const makeReady = async (root: string, branch: KeptBranch): Promise<string | undefined> => {
  const place = { folder: join(root, name) }
  const kept = await keptCommit(place)
  if (kept !== undefined && (await isNear(branch, kept))) return kept
  await mkdir(root, { recursive: true })
  await removeAside(root)
  const making = join(root, `${name}.aside-${randomBytes(6).toString('hex')}`)
  await fetchInto({ folder: making }, branch)
  // Cut off history is not whole without what git notes of it elsewhere.
  if (await isThere(join(making, 'shallow')))
    return await removeFolder(making).then(() => undefined)
  if (kept !== undefined) await rename(place.folder, `${making}-old`)
  await rename(making, place.folder)
  await removeAside(root)
  return branch.commit
}

const keptCommit = async (place: GitPlace): Promise<string | undefined> =>
  (await isThere(place.folder)) ? await resolveCommit(place, keptReference) : undefined

const isThere = async (path: string): Promise<boolean> =>
  await access(path).then(
    () => true,
    () => false,
  )

const isNear = async ({ gitFolder, commit }: KeptBranch, kept: string): Promise<boolean> => {
  const repository = { folder: gitFolder }
  const args = ['merge-base', '--is-ancestor', kept, commit]
  if ((await runGit(repository, args, { answers: [1, 128] })).exitCode !== 0) return false
  const ahead = await readGitText(repository, ['rev-list', '--count', `${kept}..${commit}`])
  return Number(ahead) <= commitsBehindMax
}

const fetchInto = async (place: GitPlace, { gitFolder, commit }: KeptBranch): Promise<void> => {
  await mkdir(place.folder)
  const objectFormat = commit.length === 64 ? 'sha256' : 'sha1'
  const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${objectFormat}`]
  await runGit(place, [...init, '--initial-branch=kept'])
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  // As packs, however few objects there are: only packs are copied.
  const packed = { ...place, overrides: ['fetch.unpackLimit=1'] }
  await runGit(packed, [...fetch, gitFolder, `+${commit}:${keptReference}`])
}

/** What a host that was killed had not put into place, or not removed. */
const removeAside = async (root: string): Promise<void> => {
  for (const entry of await readdir(root)) {
    if (entry.startsWith(`${name}.aside-`)) await removeFolder(join(root, entry))
  }
}

// A copy, and no link: what a member does to its objects stays with it. Where the file system can, it copies when written.
const copyPacks = async (kept: string, { folder }: GitPlace): Promise<void> => {
  const from = join(kept, 'objects', 'pack')
  const to = join(folder, '.git', 'objects', 'pack')
  await mkdir(to, { recursive: true })
  for (const file of await readdir(from)) {
    await copyFile(join(from, file), join(to, file), constants.COPYFILE_FICLONE)
  }
}
