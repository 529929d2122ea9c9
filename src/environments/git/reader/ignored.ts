/** Tracked files that the ignore rules of the same commit would keep out. */
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GitPlace, runGit } from './git-runner.ts'
import { decodePath, splitAtNul } from './path-name.ts'

/**
 * Paths that a commit tracks although its own `.gitignore` files ignore them. It works in an index
 * and an empty tree of its own, so neither the index nor the files of the repository are read or
 * written, and a bare repository will do.
 */
export const listTrackedIgnored = async (
  repository: GitPlace & { readonly gitFolder: string },
  commit: string,
): Promise<readonly string[]> => {
  const aside = await mkdtemp(join(tmpdir(), 'firm-ignored-'))
  try {
    const tree = join(aside, 'tree')
    await mkdir(tree)
    return await listIn({ ...repository, folder: tree }, commit, {
      GIT_DIR: repository.gitFolder,
      GIT_WORK_TREE: tree,
      GIT_INDEX_FILE: join(aside, 'index'),
    })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

const listIn = async (
  place: GitPlace,
  commit: string,
  variables: { readonly [name: string]: string },
): Promise<readonly string[]> => {
  await runGit(place, ['read-tree', '--end-of-options', commit], { variables })
  const { output: paths } = await runGit(place, ['ls-files', '-z'], { variables })
  // Git reads ignore rules from the index only for files that are marked as not checked out.
  const mark = ['update-index', '-z', '--skip-worktree', '--stdin']
  await runGit(place, mark, { variables, input: paths })
  const list = ['ls-files', '-z', '--cached', '--ignored', '--exclude-per-directory=.gitignore']
  const { output } = await runGit(place, list, { variables })
  return splitAtNul(output).map(decodePath)
}
