/** Scratch in git: each member's worktree is a clone of its own, from the firm's repository and back by hash. */
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, type Faults, noFaults, type Outcome } from '../../../base/index.ts'
import type {
  CommittedScratch,
  FetchRefusal,
  LooksInto,
  Scratch,
  ScratchKey,
  Worktree,
} from '../../../host/ports/index.ts'
import { readTip } from '../branch.ts'
import { durably } from '../durable.ts'
import type { GitFaultPoint } from '../fault-points.ts'
import { decodePath, type Repository, resolveCommit, runGit, splitAtNul } from '../reader/index.ts'
import { commitAll } from './commit-all.ts'
import { disarm, ScratchBrokenError } from './disarm.ts'
import { fetchCommit } from './fetch-commit.ts'
import { type KeptHistory, openKeptHistory } from './kept-history.ts'
import { laidOutNotes, readAdded, wholeFilesUsual, writePatterns } from './laid-out.ts'
import { bringTarget, makeWorktree, showCommit } from './make-worktree.ts'
import { removeFolder } from './remove-folder.ts'
import {
  listKeys,
  placeOf,
  readNote,
  type ScratchNote,
  type ScratchPlace,
  writeNote,
} from './scratch-place.ts'
import { openWorktreeQueues } from './worktree-queues.ts'

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
  /** A repository that tracks more files is laid out in part; 20,000 unless told. */
  readonly wholeFilesMax?: number
}

/** A worktree that is made, and safe to run git in. */
interface ReadyWorktree {
  readonly place: ScratchPlace
  readonly note: ScratchNote
  readonly head: string
}

/** Scratch with everything decided. */
interface Ground extends Required<GitScratchOptions> {
  readonly history: KeptHistory
  readonly reach: (point: GitFaultPoint) => void
}

/** Opens scratch for one repository. */
export const openGitScratch = (options: GitScratchOptions): Scratch => {
  const faults = options.faults ?? noFaults
  const branch = options.branch ?? 'firm/main'
  const ground: Ground = {
    ...options,
    branch,
    faults,
    wholeFilesMax: options.wholeFilesMax ?? wholeFilesUsual,
    history: openKeptHistory(options.root),
    reach: (point) => faults.reach(point),
  }
  const inTurn = openWorktreeQueues(options.root)
  return {
    open: async (key, about = [], looksInto = 'everything') =>
      await inTurn(key, async () => await openWorktree(ground, key, { about, looksInto })),
    commitAll: async (key, message) =>
      await inTurn(key, async () => await commitFor(ground, key, message)),
    fetch: async (key, commit) =>
      await inTurn(key, async () => await fetchFrom(ground, key, commit)),
    changedPaths: async (key) => await inTurn(key, async () => await readChanged(ground, key)),
    checkOut: async (key, commit) =>
      await inTurn(key, async () => await showFor(ground, key, commit)),
    list: async () => await listKeys(ground.root),
    discard: async (key) => await inTurn(key, async () => await discardFor(ground, key)),
  }
}

const openWorktree = async (
  ground: Ground,
  key: ScratchKey,
  { about, looksInto }: { readonly about: readonly string[]; readonly looksInto: LooksInto },
): Promise<Worktree> => {
  const { repository, branch, root, history, reach } = ground
  const looksAround = looksInto !== 'its-work'
  const wholeFilesMax = looksAround ? ground.wholeFilesMax : 0
  const place = placeOf(root, key)
  const commit = await readTip({ place: repository, branch })
  const origin = { gitFolder: repository.gitFolder, commit, branch }
  const worktree = (note: ScratchNote, head: string): Worktree => {
    // Who looks into its work alone misses nothing of the rest.
    const laidOut = looksAround ? laidOutNotes(note) : []
    return { folder: place.tree, head, notes: [...laidOut, ...note.notes] }
  }
  if ((await readNote(place)) === undefined) {
    reach('git: before a worktree is in place')
    const made = await makeWorktree(place, { ...origin, key, about, wholeFilesMax, history })
    reach('git: after a worktree is in place')
    return worktree(made, commit)
  }
  const { note, head } = await readyWorktree(root, key)
  await bringTarget({ folder: place.tree }, origin)
  return worktree(note, head)
}

const commitFor = async (
  { root, clock, reach }: Ground,
  key: ScratchKey,
  message: string,
): Promise<CommittedScratch> => {
  const { place } = await readyWorktree(root, key)
  reach('git: before a member is committed for')
  const words = { member: key.member, message, clock }
  const committed = await commitAll({ folder: place.tree }, words)
  reach('git: after a member was committed for')
  return committed
}

const fetchFrom = async (
  { repository, root, reach }: Ground,
  key: ScratchKey,
  commit: string,
): Promise<Outcome<string, FetchRefusal>> => {
  const { place } = await readyWorktree(root, key)
  reach('git: before a commit is fetched')
  const fetched = await fetchCommit(durably(repository), { folder: place.tree }, commit)
  reach('git: after a commit was fetched')
  return fetched
}

/** Against where both came from, so that what others merged meanwhile does not count as changed. */
const readChanged = async (ground: Ground, key: ScratchKey): Promise<readonly string[]> => {
  const { head } = await readyWorktree(ground.root, key)
  if (!(await fetchFrom(ground, key, head)).ok) return []
  return await changedBy(ground, head)
}

const changedBy = async (
  { repository, branch }: Ground,
  head: string,
): Promise<readonly string[]> => {
  const tip = await readTip({ place: repository, branch })
  const found = await runGit(repository, ['merge-base', tip, head], { answers: [1] })
  const base = found.exitCode === 0 ? found.output.toString('latin1').trim() : tip
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, head]
  return splitAtNul((await runGit(repository, args)).output).map(decodePath)
}

const showFor = async (ground: Ground, key: ScratchKey, commit: string): Promise<void> => {
  const { place, note } = await readyWorktree(ground.root, key)
  if (note.about !== undefined) await layOutChanged(ground, { place, note, commit })
  await showCommit({ folder: place.tree }, ground.repository.gitFolder, commit)
}

/** Whoever is shown a commit sees all that it changes, whatever else is laid out. */
const layOutChanged = async (
  ground: Ground,
  { place, note, commit }: Pick<ReadyWorktree, 'place' | 'note'> & { readonly commit: string },
): Promise<void> => {
  const git = join(place.tree, '.git')
  const added = await readAdded(git, note.about ?? [])
  const about = [...new Set([...(note.about ?? []), ...(await changedBy(ground, commit))])]
  await writeNote(place, { ...note, about })
  await writePatterns(git, about, added)
}

const discardFor = async ({ root, reach }: Ground, key: ScratchKey): Promise<void> => {
  reach('git: before a worktree is discarded')
  await throwAway(placeOf(root, key))
  reach('git: after a worktree was discarded')
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
