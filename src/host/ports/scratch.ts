/** The port of scratch: the worktrees in which members work, each a clone of its own. */
import type { Outcome } from '../../base/index.ts'
import type { LooksInto } from './mind.ts'

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
  /** What the member should know of it, as sentences: what is not laid out, links that leave it. */
  readonly notes: readonly string[]
}

/** What became of changes that were not committed. */
export interface CommittedScratch {
  readonly head: string
  /** Whether there was anything to commit. */
  readonly committed: boolean
  /** What was left out, as sentences. */
  readonly notes: readonly string[]
}

/** Why a commit could not be taken from a worktree. */
export type FetchRefusal = 'no-such-commit' | 'malformed-commit'

/** Gives and takes back worktrees. Every call may be repeated. */
export interface Scratch {
  /**
   * The member's worktree for this enactment; made from the target branch when there is none. Of a large repository,
   * and for a mind that looks into nothing else, only what the work is about is laid out: these paths, whatever lies
   * below them, and the files beside them.
   */
  readonly open: (
    key: ScratchKey,
    about?: readonly string[],
    looksInto?: LooksInto,
  ) => Promise<Worktree>
  /** Commits what is not committed, ignored files apart, in the member's name; answers the head. */
  readonly commitAll: (key: ScratchKey, message: string) => Promise<CommittedScratch>
  /** Takes a commit, by its hash, from the worktree into the firm's repository, and keeps it there. */
  readonly fetch: (key: ScratchKey, commit: string) => Promise<Outcome<string, FetchRefusal>>
  /** Paths that a merge of the worktree's head into the target branch would change. */
  readonly changedPaths: (key: ScratchKey) => Promise<readonly string[]>
  /** Shows a commit of the firm's repository in the member's worktree, for one who did not write it. */
  readonly checkOut: (key: ScratchKey, commit: string) => Promise<void>
  /** Whose worktrees there are, in no order. */
  readonly list: () => Promise<readonly ScratchKey[]>
  /** Throws the worktree away. */
  readonly discard: (key: ScratchKey) => Promise<void>
}
