/** What the audit asks of git: a clone is only read, by programs of git alone. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' }

/** A merge on the firm's branch. */
export interface Merge {
  readonly commit: string
  /** The commit that was merged into the branch. */
  readonly merged: string
  /** The key of the effect that made it. */
  readonly effect: string
}

/** A clone, by its git folder. */
export interface Clone {
  readonly folder: string
  readonly has: (commit: string) => boolean
  readonly isAncestor: (earlier: string, later: string) => boolean
  readonly tree: () => string
  readonly tip: () => string
  /** The firm's merges, oldest first. */
  readonly merges: () => readonly Merge[]
  readonly text: (commit: string, path: string) => string | undefined
  /** Commits of the branch that deleted a path. */
  readonly deletions: (path: string) => readonly string[]
  /** Whether git can merge two commits without a hand. */
  readonly mergesCleanly: (ours: string, theirs: string) => boolean
}

const branch = 'refs/heads/firm/main'
const start = 'refs/firm/start/firm/main'

/** Opens a clone for reading. */
export const openClone = (folder: string): Clone => {
  const environment = { ...process.env, ...quiet }
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['--git-dir', folder, ...args], {
      encoding: 'utf8',
      env: environment,
      maxBuffer: 1 << 28,
    }).trim()
  const succeeds = (...args: readonly string[]): boolean =>
    spawnSync('git', ['--git-dir', folder, ...args], { env: environment }).status === 0
  return {
    folder,
    has: (commit) =>
      /^[0-9a-f]{40}$/.test(commit) && succeeds('cat-file', '-e', `${commit}^{commit}`),
    isAncestor: (earlier, later) => succeeds('merge-base', '--is-ancestor', earlier, later),
    tree: () => git('rev-parse', `${branch}^{tree}`),
    tip: () => git('rev-parse', branch),
    merges: () => readMerges(git),
    text: (commit, path) =>
      succeeds('cat-file', '-e', `${commit}:${path}`)
        ? git('cat-file', 'blob', `${commit}:${path}`)
        : undefined,
    deletions: (path) =>
      git('log', '--format=%H', '--diff-filter=D', '-m', `${start}..${branch}`, '--', path)
        .split('\n')
        .filter((commit) => commit !== ''),
    mergesCleanly: (ours, theirs) => succeeds('merge-tree', '--write-tree', ours, theirs),
  }
}

const readMerges = (git: (...args: readonly string[]) => string): readonly Merge[] =>
  git('log', '--first-parent', '--reverse', '--format=%H %P%x00%B%x01', `${start}..${branch}`)
    .split('\u0001')
    .filter((record) => record.trim() !== '')
    .map((record) => {
      const [hashes = '', body = ''] = record.trim().split('\0')
      const [commit = '', , merged = ''] = hashes.split(' ')
      return { commit, merged, effect: /^Firm-Effect: (.*)$/m.exec(body)?.[1] ?? '' }
    })

/** The branch as it stands this instant, without starting git: read between a death and what follows it. */
export const tipAtOnce = (folder: string): string => {
  const loose = join(folder, branch)
  if (existsSync(loose)) return readFileSync(loose, 'utf8').trim()
  const packed = join(folder, 'packed-refs')
  const lines = existsSync(packed) ? readFileSync(packed, 'utf8').split('\n') : []
  return lines.find((line) => line.endsWith(` ${branch}`))?.slice(0, 40) ?? ''
}
