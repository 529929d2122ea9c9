/** The accounts of the usual way: counted from what its program noted as it happened, and from its clone. */
import type { Accounts } from './accounts.ts'

/** One thing that happened the usual way. */
export interface UsualLine {
  readonly what: string
  readonly work?: string
  readonly commit?: string
  readonly exists?: boolean
  readonly meets?: boolean
  readonly answer?: string | null
  readonly to?: string
  readonly bytes?: number
}

/** Counts the lines; the second argument tells whether a commit is on the branch once all is over. */
export const countUsual = (
  lines: readonly UsualLine[],
  isMerged: (commit: string) => boolean,
): Accounts => {
  const of = (what: string): readonly UsualLine[] => lines.filter((line) => line.what === what)
  return {
    collisions: of('conflict').length,
    stale: countStale(lines),
    falseDone: of('reviewed').filter(({ meets, exists }) => meets === true && exists === false)
      .length,
    lost: committedBeforeKill(lines).filter((commit) => !isMerged(commit)).length,
    questions: of('asked').length,
    turns: of('turn').length,
    bytes: of('turn').reduce((sum, { bytes = 0 }) => sum + bytes, 0),
  }
}

const countStale = (lines: readonly UsualLine[]): number => {
  const changedAt = lines.findIndex(({ what }) => what === 'changed')
  if (changedAt < 0) return 0
  const now = lines[changedAt]?.to
  const after = lines.slice(changedAt)
  return after.filter(
    ({ what, answer }) => what === 'merged' && answer !== undefined && answer !== now,
  ).length
}

/** The last commit of each task, where it was made before the kill and nobody sent it back. */
export const committedBeforeKill = (lines: readonly UsualLine[]): readonly string[] => {
  const killedAt = lines.findLastIndex(({ what }) => what === 'killed')
  const last = new Map<string, { readonly at: number; readonly commit: string }>()
  for (const [at, { what, work = '', commit = '', meets, exists }] of lines.entries()) {
    if (what === 'delivered' && exists === true) last.set(work, { at, commit })
    // What was sent back was not lost: it is worked on again, or given up in the open.
    if (what === 'conflict' || (what === 'reviewed' && meets === false)) last.delete(work)
  }
  return [...last.values()].filter(({ at }) => at < killedAt).map(({ commit }) => commit)
}
