/** Scratch for simulations: worktrees that are maps of files, and commits that are hashes of them. */
import { accepted, FirmError, hashOfJson, refused } from '../base/index.ts'
import type { FetchRefusal, Scratch, ScratchKey } from '../host/ports/index.ts'

/** A commit of the simulated repository. */
export interface SimulatedCommit {
  readonly commit: string
  readonly parent: string
  readonly by: string
  readonly message: string
  readonly files: { readonly [path: string]: string }
}

/** The repository of the firm, which outlives every host that opens scratch on it. */
export interface SimulatedRepository {
  /** Opens the port, as each host does. */
  readonly open: () => Scratch
  /** Writes a file in a worktree, as its member would; null removes it. */
  readonly write: (key: ScratchKey, path: string, content: string | null) => void
  /** Whether the firm has the commit: the answer for `EnvironmentPort.exists`. */
  readonly has: (commit: string) => boolean
  readonly read: (commit: string) => SimulatedCommit | undefined
  /** Moves the branch from which new worktrees begin. */
  readonly moveTarget: (commit: string) => void
  readonly target: () => string
}

interface Tree {
  base: string
  head: string
  files: Map<string, string>
  readonly own: Map<string, SimulatedCommit>
}

interface Place {
  readonly commits: Map<string, SimulatedCommit>
  readonly trees: Map<string, Tree>
  target: string
}

/** Makes a repository with these files in its first commit. */
export const simulatedRepository = (files: {
  readonly [path: string]: string
}): SimulatedRepository => {
  const first = makeCommit({ parent: '', by: 'ana', message: 'Begin', files })
  const commits = new Map([[first.commit, first]])
  const place: Place = { commits, trees: new Map(), target: first.commit }
  return {
    open: () => openScratch(place),
    write: (key, path, content) => {
      const { files: written } = treeOf(place, key)
      if (content === null) written.delete(path)
      else written.set(path, content)
    },
    has: (commit) => place.commits.has(commit),
    read: (commit) => place.commits.get(commit),
    moveTarget: (commit) => {
      place.target = commit
    },
    target: () => place.target,
  }
}

const openScratch = (place: Place): Scratch => ({
  open: async (key) => {
    const name = nameOf(key)
    if (!place.trees.has(name)) place.trees.set(name, beginTree(place))
    const { head } = treeOf(place, key)
    return await Promise.resolve({ folder: `/simulated/${name}`, head, notes: [] })
  },
  commitAll: async (key, message) => {
    const tree = treeOf(place, key)
    const files = Object.fromEntries([...tree.files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const standing = (tree.own.get(tree.head) ?? place.commits.get(tree.head))?.files
    if (hashOfJson(standing ?? {}) === hashOfJson(files)) {
      return await Promise.resolve({ head: tree.head, committed: false, notes: [] })
    }
    const made = makeCommit({ parent: tree.head, by: key.member, message, files })
    tree.own.set(made.commit, made)
    tree.head = made.commit
    return await Promise.resolve({ head: made.commit, committed: true, notes: [] })
  },
  fetch: async (key, commit) => {
    const made = treeOf(place, key).own.get(commit) ?? place.commits.get(commit)
    if (made === undefined) {
      return refused<FetchRefusal>('no-such-commit', `the worktree has no commit ${commit}`)
    }
    place.commits.set(commit, made)
    return await Promise.resolve(accepted(commit))
  },
  changedPaths: async (key) => {
    const { base, head, own } = treeOf(place, key)
    const from = place.commits.get(base)?.files ?? {}
    const to = (own.get(head) ?? place.commits.get(head))?.files ?? {}
    const paths = new Set([...Object.keys(from), ...Object.keys(to)])
    return await Promise.resolve([...paths].filter((path) => from[path] !== to[path]).toSorted())
  },
  checkOut: async (key, commit) => {
    const tree = treeOf(place, key)
    tree.head = commit
    tree.files = filesOf(place, commit)
    return await Promise.resolve()
  },
  list: async () =>
    await Promise.resolve(
      [...place.trees.keys()].map((name) => {
        const [environment = '', enactment = '', member = ''] = name
          .split('/')
          .map(decodeURIComponent)
        return { environment, enactment, member }
      }),
    ),
  discard: async (key) => {
    place.trees.delete(nameOf(key))
    return await Promise.resolve()
  },
})

const beginTree = (place: Place): Tree => ({
  base: place.target,
  head: place.target,
  files: filesOf(place, place.target),
  own: new Map(),
})

const filesOf = ({ commits }: Place, commit: string): Map<string, string> =>
  new Map(Object.entries(commits.get(commit)?.files ?? {}))

const treeOf = ({ trees }: Place, key: ScratchKey): Tree => {
  const tree = trees.get(nameOf(key))
  if (tree === undefined) throw new NoWorktreeError(key)
  return tree
}

const nameOf = ({ environment, enactment, member }: ScratchKey): string =>
  [environment, enactment, member].map(encodeURIComponent).join('/')

const makeCommit = (made: Omit<SimulatedCommit, 'commit'>): SimulatedCommit => {
  const { parent, by, message, files } = made
  return { ...made, commit: hashOfJson({ parent, by, message, files }).slice(0, 40) }
}

/** A worktree was used before it was opened, or after it was discarded. */
export class NoWorktreeError extends FirmError {
  override readonly name = 'NoWorktreeError'

  constructor({ environment, enactment, member }: ScratchKey) {
    super('no-worktree', `${member} has no worktree of ${environment} in ${enactment}`, {
      hint: 'Open it before it is used.',
    })
  }
}
