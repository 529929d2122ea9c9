/** Paths within a root: a file effect never leaves it, not by dots and not through a link. */
import { lstat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { type Outcome, accepted, refused } from '../../base/index.ts'

/** Why a path is not taken. */
export type PathRefusal = 'outside' | 'link' | 'folder'

/** The place of a path under the root, when every folder on the way is one and no link. */
export const findPlace = async (
  root: string,
  path: string,
): Promise<Outcome<string, PathRefusal>> => {
  const plain = posix.normalize(path)
  const outside = posix.isAbsolute(path) || plain === '..' || plain.startsWith('../')
  if (path === '' || path.includes('\0') || outside) {
    return refused('outside', `${JSON.stringify(path)} is no path inside the folder`)
  }
  const parts = plain.split('/').filter((part) => part !== '.' && part !== '')
  let place = root
  for (const [at, part] of parts.entries()) {
    place = join(place, part)
    const found = await lstat(place).catch(() => undefined)
    if (found === undefined) continue
    if (found.isSymbolicLink()) return refused('link', `${path} goes through a link at ${part}`)
    const last = at === parts.length - 1
    if (last ? !found.isFile() : !found.isDirectory()) {
      return refused(
        'folder',
        `${path} is no place for a file: ${part} is ${last ? 'no file' : 'no folder'}`,
      )
    }
  }
  return parts.length === 0 ? refused('folder', `${path} is the folder itself`) : accepted(place)
}
