/**
 * Putting a whole file where there is none yet, so that of several who try at once one succeeds and half a file is never
 * there. A hard link does that in one step; where the file system has none, the name is claimed first by an empty file.
 */
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf } from './folder-error.ts'

/** What a file system says that has no hard links. */
const lacksLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/** An empty file is a claim; one that is older belongs to somebody who was killed. */
const claimMs = 10_000
const lookAgainMs = 20

/** Puts a flushed draft in place and takes the draft away; whether this one was put there, or another had been. */
export const placeNew = async (
  draft: string,
  path: string,
  makeLink: typeof link = link,
): Promise<'placed' | 'taken'> => {
  try {
    await makeLink(draft, path)
    return 'placed'
  } catch (error) {
    const code = codeOf(error) ?? ''
    if (code !== 'EEXIST' && !lacksLinks.has(code)) throw error
    // An empty file may be there on any file system: it was copied from one without links.
    if (code === 'EEXIST' && !(await isClaim(path))) return 'taken'
    return await claim(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

const claim = async (draft: string, path: string): Promise<'placed' | 'taken'> => {
  for (;;) {
    try {
      await (await open(path, 'wx', 0o600)).close()
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      if (!(await isClaim(path))) return 'taken'
      if (await isLeft(path)) break
      await wait(lookAgainMs)
    }
  }
  await rename(draft, path)
  return 'placed'
}

const isClaim = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.size === 0

const isLeft = async (path: string): Promise<boolean> => {
  const claimed = await stat(path).catch(() => undefined)
  return claimed?.size === 0 && Date.now() - claimed.mtimeMs > claimMs
}
