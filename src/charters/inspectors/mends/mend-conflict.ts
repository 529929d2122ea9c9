/** Mends a conflict whose two sides say the same: one of them stays, the markers go. */
import type { RepositoryView } from '../finders/repository-view.ts'
import type { Suspicion } from '../finders/suspicion.ts'
import type { Edit } from './edit.ts'

/** Nothing is offered where the sides differ: that is a choice. */
export const mendConflict = async (
  view: RepositoryView,
  { file, line }: Suspicion,
): Promise<readonly Edit[] | undefined> => {
  const lines = (await view.readTexts([file])).get(file)?.split('\n') ?? []
  const end = lines.findIndex((one, at) => at >= line && /^>{7} /.test(one))
  const inside = lines.slice(line, end)
  const middle = inside.findIndex((one) => /^={7}\r?$/.test(one))
  const base = inside.findIndex((one) => /^\|{7} /.test(one))
  if (end < 0 || middle < 0) return undefined
  const mine = inside.slice(0, base < 0 ? middle : Math.min(base, middle))
  const theirs = inside.slice(middle + 1)
  if (mine.join('\n') !== theirs.join('\n')) return undefined
  return [
    {
      path: file,
      newContent: [...lines.slice(0, line - 1), ...mine, ...lines.slice(end + 1)].join('\n'),
    },
  ]
}
