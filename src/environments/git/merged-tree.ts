/** The tree that a merge gives, written as objects only: no index, no files, no branch is touched. */
import { decodePath, type GitPlace, runGit, splitAtNul } from './reader/index.ts'

/** A tree, or what stands in its way. */
export type MergedTree =
  | { readonly kind: 'clean'; readonly tree: string }
  | {
      readonly kind: 'conflict'
      readonly paths: readonly string[]
      /** What git says of each, as sentences. */
      readonly says: readonly string[]
    }
  | { readonly kind: 'unrelated' }

/** Merges two commits. The same commits give the same tree, always. */
export const mergeTrees = async (
  place: GitPlace,
  ours: string,
  theirs: string,
): Promise<MergedTree> => {
  const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--messages', ours, theirs]
  const answer = await runGit(place, args, { answers: [1, 128] })
  if (answer.exitCode === 128) {
    if (/unrelated histories/.test(answer.errorOutput)) return { kind: 'unrelated' }
    return await runGit(place, args).then(() => ({ kind: 'unrelated' }))
  }
  const [tree, ...rest] = splitAtNul(answer.output)
  if (answer.exitCode === 0) return { kind: 'clean', tree: tree?.toString('latin1') ?? '' }
  const end = rest.findIndex((field) => field.length === 0)
  const paths = rest.slice(0, end < 0 ? rest.length : end).map(decodePath)
  const says = end < 0 ? [] : parseMessages(rest.slice(end + 1))
  return { kind: 'conflict', paths: [...new Set(paths)], says }
}

/** Each message is a count, so many paths, its kind, and a sentence. */
const parseMessages = (fields: readonly Buffer[]): string[] => {
  const says: string[] = []
  let at = 0
  while (at < fields.length) {
    const count = Number(fields[at]?.toString('latin1'))
    if (!Number.isInteger(count)) break
    const kind = fields[at + count + 1]?.toString('utf8') ?? ''
    const sentence = fields[at + count + 2]?.toString('utf8').trim() ?? ''
    if (kind.startsWith('CONFLICT')) says.push(sentence)
    at += count + 3
  }
  return says
}
