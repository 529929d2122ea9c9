/** Where a window is about to write: paths as the agent named them become paths of the repository. */
import { isAbsolute, join, relative, sep } from 'node:path'
import { accepted, type Outcome, refused } from '../../base/index.ts'
import type { Tree } from '../ports/index.ts'

/** Why a write is refused whoever holds what. */
export type WriteRefusal = 'closed' | 'too-many'

/** What of the world the paths are judged by. */
export interface WriteGround {
  readonly tree: Tree
  /** Absolute places that no window writes, such as the firm's own folder. */
  readonly closed: readonly string[]
}

/** More would not fit beside everything else that the ledger says of a write. */
const pathCharactersMax = 12_000

/**
 * The paths of the repository among these, each once and in order. What lies outside of it is nobody's to lease and left
 * out; git's own folder and closed places are refused.
 */
export const findWritten = async (
  { tree, closed }: WriteGround,
  { folder, paths }: { readonly folder: string; readonly paths: readonly string[] },
): Promise<Outcome<readonly string[], WriteRefusal>> => {
  const found = new Set<string>()
  for (const path of paths) {
    const place = await tree.resolve(isAbsolute(path) ? path : join(folder, path))
    const shut = closed.find((one) => isWithin(one, place))
    if (shut !== undefined) return refused('closed', `${path} lies in ${shut}, which is not yours`)
    const inside = pathWithin(tree.folder, place)
    if (inside === undefined || inside === '') continue
    if (inside.split('/').some((part) => part.toLowerCase() === '.git')) {
      return refused('closed', `${path} lies in git's own folder`, 'Use git itself.')
    }
    found.add(inside)
  }
  const sorted = [...found].toSorted()
  if (fitsOneWrite(sorted)) return accepted(sorted)
  const many = `${sorted.length} paths are too many for one write`
  return refused('too-many', many, 'Write them in several steps.')
}

/** Whether these paths fit one lease. */
export const fitsOneWrite = (paths: readonly string[]): boolean =>
  paths.reduce((sum, { length }) => sum + length, 0) <= pathCharactersMax

const isWithin = (folder: string, place: string): boolean => pathWithin(folder, place) !== undefined

/** A place seen from a folder, with slashes; undefined for what is not below it. */
export const pathWithin = (folder: string, place: string): string | undefined => {
  const path = relative(folder, place)
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined
  return sep === '/' ? path : path.split(sep).join('/')
}
