/** What the inspectors did not look at, as a line for each reason. */
import type { Left } from '../../charters/inspectors/index.ts'

const reasons: { readonly [why in Left['why']]: string } = {
  time: 'Not inspected, since ten seconds did not suffice',
  'too-large': 'Not inspected, since files are too large',
}

/** A line for each reason: how many files of which kind of defect. */
export const leftLines = (left: readonly Left[]): readonly string[] =>
  (['too-large', 'time'] as const).flatMap((reason) => {
    const counts = new Map<string, number>()
    for (const { kind, why, paths } of left) {
      if (why === reason) counts.set(kind, (counts.get(kind) ?? 0) + paths.length)
    }
    if (counts.size === 0) return []
    const listed = [...counts].map(([kind, count]) => `${kind} in ${filesOf(count)}`)
    return [`${reasons[reason]}: ${listed.join(', ')}.`]
  })

const filesOf = (count: number): string =>
  count === 1 ? '1 file' : `${count.toLocaleString('en')} files`
