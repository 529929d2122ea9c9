/** Scratch in git: each member's worktree is a clone of its own, from the firm's repository and back by hash. */
import { rename } from 'node:fs/promises'
import { type Clock, type Faults, noFaults } from '../../../base/index.ts'
import type { Scratch, ScratchKey, Worktree } from '../../../host/ports/index.ts'
import { readTip } from '../branch.ts'
import type { GitFaultPoint } from '../fault-points.ts'
import { decodePath, type Repository, resolveCommit, runGit, splitAtNul } from '../reader/index.ts'
import { commitAll } from './commit-all.ts'
import { disarm, ScratchBrokenError } from './disarm.ts'
import { fetchCommit } from './fetch-commit.ts'
import { fetchTarget, makeWorktree, showCommit } from './make-worktree.ts'
import { removeFolder } from './remove-folder.ts'
import { placeOf, readNote, type ScratchNote, type ScratchPlace } from './scratch-place.ts'

/** What scratch works on. */
export interface GitScratchOptions {
  /** The firm's repository. */
  readonly repository: Repository
  /** `firm/main` unless told. */
  readonly branch?: string
  /** The folder that holds the worktrees. */
  readonly root: string
  readonly clock: Clock
  readonly faults?: Faults
}

/** A worktree that is made, and safe to run git in. */
interface ReadyWorktree {
  readonly place: ScratchPlace
  readonly note: ScratchNote
  readonly head: string
}

/** Opens scratch for one repository. */
export const openGitScratch = (options: GitScratchOptions): Scratch => {
  const { repository, root, clock } = options
  const target = { place: repository, branch: options.branch ?? 'firm/main' }
  const reach = (point: GitFaultPoint): void => (options.faults ?? noFaults).reach(point)
  const ready = async (key: ScratchKey): Promise<ReadyWorktree> => await readyWorktree(root, key)

  const open: Scratch['open'] = async (key) => {
    const place = placeOf(root, key)
    const { branch } = target
    const origin = { gitFolder: repository.gitFolder, commit: await readTip(target), branch }
    if ((await readNote(place)) === undefined) {
      reach('git: before a worktree is in place')
      await makeWorktree(place, { ...origin, member: key.member })
      reach('git: after a worktree is in place')
    }
    const { note, head } = await ready(key)
    await fetchTarget({ folder: place.tree }, origin)
    return { folder: place.tree, head, notes: note.notes } satisfies Worktree
  }
  const commit: Scratch['commitAll'] = async (key, message) => {
    const { place } = await ready(key)
    reach('git: before a member is committed for')
    const words = { member: key.member, message, clock }
    const committed = await commitAll({ folder: place.tree }, words)
    reach('git: after a member was committed for')
    return committed
  }
  const fetch: Scratch['fetch'] = async (key, hash) => {
    const { place } = await ready(key)
    reach('git: before a commit is fetched')
    const fetched = await fetchCommit(repository, { folder: place.tree }, hash)
    reach('git: after a commit was fetched')
    return fetched
  }
  const changedPaths: Scratch['changedPaths'] = async (key) => {
    const { head } = await ready(key)
    const fetched = await fetch(key, head)
    return fetched.ok ? await readChanged(repository, await readTip(target), head) : []
  }
  const checkOut: Scratch['checkOut'] = async (key, hash) => {
    const { place } = await ready(key)
    await showCommit({ folder: place.tree }, repository.gitFolder, hash)
  }
  const discard: Scratch['discard'] = async (key) => {
    reach('git: before a worktree is discarded')
    await throwAway(placeOf(root, key))
    reach('git: after a worktree was discarded')
  }
  return { open, commitAll: commit, fetch, changedPaths, checkOut, discard }
}

const readyWorktree = async (root: string, key: ScratchKey): Promise<ReadyWorktree> => {
  const place = placeOf(root, key)
  const note = await readNote(place)
  if (note === undefined) throw new ScratchBrokenError(place.tree, 'it was never made')
  await disarm(place, note)
  const head = await resolveCommit({ folder: place.tree }, 'HEAD')
  if (head === undefined) throw new ScratchBrokenError(place.tree, 'its HEAD names no commit')
  return { place, note, head }
}

/** Against where both came from, so that what others merged meanwhile does not count as changed. */
const readChanged = async (
  repository: Repository,
  tip: string,
  head: string,
): Promise<readonly string[]> => {
  const found = await runGit(repository, ['merge-base', tip, head], { answers: [1] })
  const base = found.exitCode === 0 ? found.output.toString('latin1').trim() : tip
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, head]
  return splitAtNul((await runGit(repository, args)).output).map(decodePath)
}

/** Moved aside first, so that a removal that is cut off leaves nothing that looks like a worktree. */
const throwAway = async (place: ScratchPlace): Promise<void> => {
  const aside = `${place.folder}.gone`
  await removeFolder(aside)
  const moved = await rename(place.folder, aside).then(
    () => true,
    () => false,
  )
  await removeFolder(moved ? aside : place.folder)
}
