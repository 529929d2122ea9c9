/** The working tree in which windows write: where a path leads, and what the last commit does not have. */
import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Clock } from '../../base/index.ts'
import type { Tree } from '../../host/ports/index.ts'
import { decodePath, type GitPlace, resolveCommit, runGit, splitAtNul } from './reader/index.ts'
import { lookAtTree } from './tree-look.ts'

/** Opens the tree of a repository that has one. */
export const openWorkingTree = async (repository: GitPlace, clock: Clock): Promise<Tree> => {
  const folder = await realpath(repository.folder)
  const place = { ...repository, folder }
  return {
    folder,
    resolve: async (path) => await follow(resolve(path), linksMax),
    dirty: async (paths) => {
      if (paths.length === 0) return []
      const changed = await listChanged(place, paths)
      return paths.filter((path) => changed.some((one) => isOne(one, path) || isOne(path, one)))
    },
    look: async () => await lookAtTree(place, clock),
    hasCommit: async (name) => (await resolveCommit(place, name)) !== undefined,
  }
}

/** As many links as Linux follows. */
const linksMax = 40

// What is not there yet is where its folder is; a link that leads nowhere is followed all the same.
const follow = async (path: string, linksLeft: number): Promise<string> => {
  const real = await realpath(path).catch(() => undefined)
  if (real !== undefined) return real
  const above = dirname(path)
  if (above === path) return path
  const folder = await follow(above, linksLeft)
  const place = join(folder, basename(path))
  const isLink = await lstat(place).then(
    (found) => found.isSymbolicLink(),
    () => false,
  )
  if (!isLink || linksLeft === 0) return place
  return await follow(resolve(folder, await readlink(place)), linksLeft - 1)
}

const isOne = (outer: string, inner: string): boolean =>
  outer === inner || inner.startsWith(`${outer.replace(/\/$/, '')}/`)

/** Paths under these that differ from the last commit, new files too; what is ignored is never committed and left out. */
const listChanged = async (
  place: GitPlace,
  paths: readonly string[],
): Promise<readonly string[]> => {
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--']
  const { output } = await runGit(place, [...args, ...paths])
  // Two letters and a space stand before each path.
  return splitAtNul(output).map((entry) => decodePath(entry.subarray(3)))
}
