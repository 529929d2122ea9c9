/** The port of scratch: the worktrees in which members work, each a clone of its own. */

/** Who works, on what, in which environment. */
export interface ScratchKey {
  readonly environment: string
  readonly enactment: string
  readonly member: string
}

/** A leased worktree: a clone without remotes, hooks or configuration of yours. */
export interface Worktree {
  readonly folder: string
  /** The commit it stands on. */
  readonly head: string
}

/** Gives and takes back worktrees. Every call may be repeated. */
export interface Scratch {
  /** The member's worktree for this enactment; made from the target branch when there is none. */
  readonly open: (key: ScratchKey) => Promise<Worktree>
  /** Commits what is not committed, ignored files apart, in the member's name; answers the head. */
  readonly commitAll: (
    key: ScratchKey,
    message: string,
  ) => Promise<{ readonly head: string; readonly committed: boolean }>
  /** Paths that differ between where the worktree began and its head. */
  readonly changedPaths: (key: ScratchKey) => Promise<readonly string[]>
  /** Throws the worktree away. */
  readonly discard: (key: ScratchKey) => Promise<void>
}
