/** The tree of simulated windows: files of marks, who wrote each version, and what the last commit has. */
import type { Tree } from '../host/ports/index.ts'

/** How somebody wrote: by the door's leave, with a lease that the operator had lifted meanwhile, or by a shell. */
export interface Writer {
  readonly session: string
  readonly how: 'leave' | 'lifted' | 'shell'
}

interface File {
  readonly text: string
  readonly versions: readonly Writer[]
}

/** A tree that notices when a write wipes out another that it has not seen. */
export interface WindowTree extends Tree {
  /** What a reader sees: the text, and how often it was written. */
  readonly read: (path: string) => { readonly text: string; readonly version: number }
  /** Writes over whatever is there. Answers who wrote in between what was read and now. */
  readonly write: (
    path: string,
    written: { readonly text: string; readonly read: number; readonly by: Writer },
  ) => readonly Writer[]
  /** Commits these paths as they are. */
  readonly commit: (paths: readonly string[]) => void
}

/** A tree in which every file is empty. */
export const openWindowTree = (folder: string): WindowTree => {
  const files = new Map<string, File>()
  const committed = new Map<string, string>()
  const fileAt = (path: string): File => files.get(path) ?? { text: '', versions: [] }
  return {
    folder,
    resolve: async (path) => await Promise.resolve(path),
    dirty: async (paths) => {
      const isDirty = (path: string): boolean => fileAt(path).text !== (committed.get(path) ?? '')
      const below = (folder_: string): readonly string[] =>
        [...files.keys()].filter((path) => path === folder_ || path.startsWith(`${folder_}/`))
      return await Promise.resolve(paths.filter((path) => below(path).some(isDirty)))
    },
    look: async () => {
      const before = new Map([...files].map(([path, { versions }]) => [path, versions.length]))
      return await Promise.resolve({
        changes: async () => {
          const isWritten = (path: string): boolean =>
            fileAt(path).versions.length !== (before.get(path) ?? 0)
          const paths = [...files.keys()].filter(isWritten)
          return await Promise.resolve({ paths, hasMoved: false })
        },
      })
    },
    hasCommit: async () => await Promise.resolve(true),
    read: (path) => {
      const { text, versions } = fileAt(path)
      return { text, version: versions.length }
    },
    write: (path, { text, read, by }) => {
      const { versions } = fileAt(path)
      files.set(path, { text, versions: [...versions, by] })
      return versions.slice(read)
    },
    commit: (paths) => {
      for (const path of paths) committed.set(path, fileAt(path).text)
    },
  }
}
