/** What a mend does to the tree: whole contents by path, so that it can be applied anywhere. */

/** One change of one path. */
export type Edit =
  | { readonly path: string; readonly newContent: string }
  | { readonly path: string; readonly delete: true }
  /** Git forgets the file, the working tree keeps it. */
  | { readonly path: string; readonly untrack: true }
  /** The path becomes a symbolic link to this target. */
  | { readonly path: string; readonly link: string }
