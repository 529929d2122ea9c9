/** The commits of a repository, newest first. */
import { type GitPlace, runGit } from './git-runner.ts'
import { isQuotedPath } from './path-name.ts'

/** One commit. */
export interface Commit {
  readonly commit: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: string
  readonly authorEmail: string
  /** Milliseconds since 1970, when it was written and when it was committed. */
  readonly authoredAt: number
  readonly committedAt: number
  readonly message: string
}

/** Which commits. */
export interface HistoryOptions {
  /** A thousand unless told. */
  readonly countMax?: number
  /** Only commits that changed this path. A name that is no unicode selects nothing. */
  readonly path?: string
  /** Leave out what can be reached from here. */
  readonly since?: string
  /** Follow only the branch itself, not what was merged into it. */
  readonly firstParent?: boolean
  /** Only commits whose message holds this text. */
  readonly mentions?: string
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%at', '%ct', '%B'] as const
const format = `--format=tformat:${fields.join('%x00')}%x00`

/** The history that leads to a commit or branch, newest first. */
export const readHistory = async (
  repository: GitPlace,
  from: string,
  options: HistoryOptions = {},
): Promise<readonly Commit[]> => {
  if (options.path !== undefined && isQuotedPath(options.path)) return []
  const args = ['log', '-z', format, `--max-count=${options.countMax ?? 1000}`]
  if (options.firstParent === true) args.push('--first-parent')
  if (options.mentions !== undefined) args.push('-F', `--grep=${options.mentions}`)
  args.push('--end-of-options', from)
  if (options.since !== undefined) args.push(`^${options.since}`)
  if (options.path !== undefined) args.push('--', options.path)
  const { output } = await runGit(repository, args)
  return parseCommits(output.toString('utf8').split('\0'))
}

const parseCommits = (values: readonly string[]): Commit[] => {
  const commits: Commit[] = []
  // Each commit is its fields and one empty field, which the separator of `-z` leaves.
  for (let at = 0; at + fields.length <= values.length; at += fields.length + 1) {
    const [commit = '', tree = '', parents = '', author = '', authorEmail = ''] = values.slice(at)
    const [authored, committed, message = ''] = values.slice(at + 5)
    commits.push({
      commit,
      tree,
      parents: parents.split(' ').filter(Boolean),
      author,
      authorEmail,
      authoredAt: Number(authored) * 1000,
      committedAt: Number(committed) * 1000,
      message: message.replace(/\n$/, ''),
    })
  }
  return commits
}
