/** Making a worktree: a clone of its own that knows no remote, no hook and nobody's configuration. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { ScratchKey } from '../../../host/ports/index.ts'
import { memberIdentity } from '../identity.ts'
import {
  type GitPlace,
  listFiles,
  readBlobs,
  resolveCommit,
  runGit,
  type TrackedFile,
} from '../reader/index.ts'
import type { KeptHistory } from './kept-history.ts'
import { isWhole, writePatterns } from './laid-out.ts'
import { type ScratchNote, type ScratchPlace, writeNote } from './scratch-place.ts'

/** What a worktree is made of. */
export interface WorktreeOrigin {
  /** The firm's repository. */
  readonly gitFolder: string
  readonly commit: string
  /** Whose worktree it is to be. */
  readonly key: ScratchKey
  /** The target branch, which the member can name to merge it. */
  readonly branch: string
  /** Paths that the work is about. */
  readonly about: readonly string[]
  /** A repository that tracks more files is laid out in part. */
  readonly wholeFilesMax: number
  readonly history: KeptHistory
}

/**
 * Takes the commit with its history and checks it out. Objects are copied, never linked: what a
 * member does to its own clone cannot reach the firm's, and what others fetched is not in it. Its HEAD and its target
 * branch are the commit then; the answer is what was noted.
 */
export const makeWorktree = async (
  place: ScratchPlace,
  origin: WorktreeOrigin,
): Promise<ScratchNote> => {
  await rm(place.folder, { recursive: true, force: true })
  await mkdir(place.tree, { recursive: true })
  const tree = { folder: place.tree }
  const objectFormat = origin.commit.length === 64 ? 'sha256' : 'sha1'
  const init = ['init', '--quiet', '--template=', `--object-format=${objectFormat}`]
  await runGit(tree, [...init, '--initial-branch=work'])
  await beginHistory(tree, origin)
  await configure(tree, 'user', { ...memberIdentity(origin.key.member) })
  const files = await listFiles(tree, origin.commit)
  const inPart = files.length > origin.wholeFilesMax && !isWhole(origin.about)
  if (inPart) await layOutInPart(tree, origin.about)
  await runGit(tree, ['reset', '--quiet', '--hard', origin.commit])
  const note = await describe(tree, origin.key, files)
  const partNote = { ...note, about: origin.about, filesCount: files.length }
  const whole = inPart ? partNote : note
  await writeNote(place, whole)
  return whole
}

// By git it would be a process for each value, and nobody else has seen this clone yet.
const configure = async (
  tree: GitPlace,
  section: string,
  values: { readonly [name: string]: string },
): Promise<void> => {
  const lines = Object.entries(values).map(([name, value]) => {
    const quoted = value.replaceAll(/["\\]/g, String.raw`\$&`)
    return `\t${name} = "${quoted}"\n`
  })
  await appendFile(join(tree.folder, '.git', 'config'), `[${section}]\n${lines.join('')}`)
}

const beginHistory = async (tree: GitPlace, origin: WorktreeOrigin): Promise<void> => {
  const { branch, commit, history } = origin
  const kept = await history.giveTo(tree, origin)
  if (kept !== undefined) {
    const silent = { ...tree, overrides: ['core.logAllRefUpdates=false'] }
    await runGit(silent, ['update-ref', `refs/remotes/${branch}`, kept])
  }
  if (kept !== commit) await fetchTarget(tree, origin)
}

// Patterns as in an ignore file: with those for whole folders, what a member adds would drop files beside a path.
const layOutInPart = async (tree: GitPlace, about: readonly string[]): Promise<void> => {
  await configure(tree, 'core', { sparseCheckout: 'true', sparseCheckoutCone: 'false' })
  await writePatterns(join(tree.folder, '.git'), about)
}

/** Brings the target branch as it now stands into the worktree; where it has not moved, there is nothing to bring. */
export const bringTarget = async (tree: GitPlace, target: Target): Promise<void> => {
  const there = await resolveCommit(tree, `refs/remotes/${target.branch}`)
  if (there !== target.commit) await fetchTarget(tree, target)
}

type Target = Pick<WorktreeOrigin, 'gitFolder' | 'commit' | 'branch'>

/** The target branch gets its own name in the worktree, where nothing has it checked out. */
const fetchTarget = async (
  tree: GitPlace,
  { gitFolder, commit, branch }: Target,
): Promise<void> => {
  const quiet = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  // A log of references would say where the firm's repository lies.
  const silent = { ...tree, overrides: ['core.logAllRefUpdates=false'] }
  await runGit(silent, [...quiet, gitFolder, `+${commit}:refs/remotes/${branch}`])
}

/** Brings a commit of the firm's repository into the worktree and checks it out, on no branch. */
export const showCommit = async (
  tree: GitPlace,
  gitFolder: string,
  commit: string,
): Promise<void> => {
  const quiet = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  const silent = { ...tree, overrides: ['core.logAllRefUpdates=false'] }
  await runGit(silent, [...quiet, gitFolder, `+${commit}:refs/remotes/firm/shown`])
  await runGit(tree, ['checkout', '--quiet', '--force', '--detach', commit])
}

const describe = async (
  tree: GitPlace,
  key: ScratchKey,
  files: readonly TrackedFile[],
): Promise<ScratchNote> => {
  const configuration = await readFile(join(tree.folder, '.git', 'config'), 'utf8')
  const submodules = files
    .filter(({ kind }) => kind === 'submodule')
    .map(({ path }) => `The submodule ${path} is left empty: submodules are not fetched.`)
  const links = files.filter(({ kind }) => kind === 'link')
  const targets = await readBlobs(
    tree,
    links.map(({ object }) => object),
  )
  const leaving = links
    .map((link) => ({ link, target: targets.get(link.object)?.toString('utf8') ?? '' }))
    .filter(({ link, target }) => leavesTree(link, target))
    .map(({ link, target }) => `The link ${link.path} leaves the worktree, to ${target}.`)
  return { key, configuration, notes: [...submodules, ...leaving] }
}

const leavesTree = ({ path }: TrackedFile, target: string): boolean => {
  if (posix.isAbsolute(target)) return true
  const reached = posix.normalize(posix.join(posix.dirname(path), target))
  return reached === '..' || reached.startsWith('../')
}
