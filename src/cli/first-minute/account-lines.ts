/** The accounts as lines: the same minds, tasks and seed under Firm and under what people do today. */
import type { Accounts } from '../../charters/first-minute/index.ts'

const rows: readonly (readonly [keyof Accounts, string])[] = [
  ['collisions', 'collisions: merges that needed a hand'],
  ['stale', 'stale work: merged on a superseded answer'],
  ['falseDone', 'false "done": accepted without a reachable commit'],
  ['lost', 'work lost: committed before the kill, never merged'],
  ['questions', 'questions to you'],
  ['turns', 'turns of minds'],
  ['bytes', 'bytes of briefs'],
]

/** A table of both accounts; the second column is empty where the usual way did not come to its end. */
export const accountLines = (firm: Accounts, today: Accounts | undefined): readonly string[] => {
  const width = Math.max(...rows.map(([, words]) => words.length))
  const cell = (value: number | string): string => String(value).padStart(8)
  return [
    `  ${''.padEnd(width)} ${cell('Firm')} ${cell('today')}`,
    ...rows.map(
      ([name, words]) =>
        `  ${words.padEnd(width)} ${cell(firm[name])} ${cell(today?.[name] ?? '–')}`,
    ),
  ]
}
