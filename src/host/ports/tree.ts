/** The tree in which windows work, as the door sees it: where a path leads, what is not committed, and what was written. */

/** The working tree of the firm's repository. */
export interface Tree {
  /** Its folder: absolute, every link resolved. */
  readonly folder: string
  /** An absolute path with every link on the way resolved, as far as it exists. */
  readonly resolve: (path: string) => Promise<string>
  /** Those of these paths, seen from its folder, that are not as the last commit has them. */
  readonly dirty: (paths: readonly string[]) => Promise<readonly string[]>
  /** Looks at the whole of it now. */
  readonly look: () => Promise<TreeLook>
  /** Whether a name, whole or shortened, is a commit of the repository. */
  readonly hasCommit: (name: string) => Promise<boolean>
}

/** How the tree stood when somebody looked. */
export interface TreeLook {
  /** What became of it since. */
  readonly changes: () => Promise<TreeChanges>
}

/** What became of a tree between two looks, whoever did it. */
export interface TreeChanges {
  /** What was written, made or removed, seen from its folder; what git ignores is left out. */
  readonly paths: readonly string[]
  /** Whether another commit is the last one now. */
  readonly hasMoved: boolean
}
