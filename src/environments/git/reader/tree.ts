/** The files of one commit: their names, kinds, sizes and objects. */
import { type GitPlace, runGit } from './git-runner.ts'
import { decodePath, splitAtNul } from './path-name.ts'

/** A path that a commit tracks. */
export interface TrackedFile {
  /** From the top of the repository, with `/`; see `decodePath` for names that are no unicode. */
  readonly path: string
  readonly kind: 'file' | 'executable' | 'link' | 'submodule'
  /** The hash of its content; of a submodule the commit that it stands on. */
  readonly object: string
  /** Absent for a submodule. */
  readonly bytes?: number
}

const kinds: { readonly [mode: string]: TrackedFile['kind'] } = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'link',
  '160000': 'submodule',
}

/** Every path that a commit (or a tree) tracks, in git's order, which is by bytes. */
export const listFiles = async (
  repository: GitPlace,
  commit: string,
): Promise<readonly TrackedFile[]> => {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', commit]
  const { output } = await runGit(repository, args)
  return splitAtNul(output).map(parseEntry)
}

const parseEntry = (entry: Buffer): TrackedFile => {
  const tab = entry.indexOf(0x09)
  const [mode = '', , object = '', size = '-'] = entry
    .subarray(0, tab)
    .toString('latin1')
    .split(/ +/)
  const path = decodePath(entry.subarray(tab + 1))
  const kind = kinds[mode] ?? 'file'
  return size === '-' ? { path, kind, object } : { path, kind, object, bytes: Number(size) }
}
