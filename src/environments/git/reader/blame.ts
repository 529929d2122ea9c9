/** Which commit each line of a file comes from. */
import { type GitPlace, runGit } from './git-runner.ts'
import { isQuotedPath } from './path-name.ts'

/** A range of lines; the first line of a file is 1. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/**
 * The commit that last changed each line of a file as it stands in `commit`; the first answer is
 * line `range.first`, or 1. Undefined where the file or the range is not there, and for a name
 * that is no unicode, because git takes this name only as an argument.
 */
export const blameLines = async (
  repository: GitPlace,
  where: { readonly commit: string; readonly path: string },
  range?: LineRange,
): Promise<readonly string[] | undefined> => {
  if (isQuotedPath(where.path)) return undefined
  const lines = range === undefined ? [] : ['-L', `${range.first},${range.last}`]
  const args = ['blame', '--porcelain', ...lines, '--no-textconv', where.commit, '--', where.path]
  const answer = await runGit(repository, args, { answers: [128] })
  if (answer.exitCode === 128) return undefined
  const head = /^([0-9a-f]{40,64}) \d+ \d+/
  // Content lines begin with a tab, so no line of a file can be taken for a head.
  const said = answer.output.toString('latin1').split('\n')
  return said.flatMap((line) => head.exec(line)?.[1] ?? [])
}

/** The commit that last changed one line, or undefined as above. */
export const blameLine = async (
  repository: GitPlace,
  where: { readonly commit: string; readonly path: string },
  line: number,
): Promise<string | undefined> =>
  (await blameLines(repository, where, { first: line, last: line }))?.[0]
