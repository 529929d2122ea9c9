/** The tree in which windows work, as the door sees it: where a path leads, and what is not committed. */

/** The working tree of the firm's repository. */
export interface Tree {
  /** Its folder: absolute, every link resolved. */
  readonly folder: string
  /** An absolute path with every link on the way resolved, as far as it exists. */
  readonly resolve: (path: string) => Promise<string>
  /** Those of these paths, seen from its folder, that are not as the last commit has them. */
  readonly dirty: (paths: readonly string[]) => Promise<readonly string[]>
}
