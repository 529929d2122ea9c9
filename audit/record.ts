/** The record of audits: one line of JSON for each repository and seed that was judged, in a file that grows. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Finding } from './evidence.ts'
import type { Judged } from './series.ts'

/** What was judged so far; nothing where there is no record yet. */
export const readRecord = (file: string): readonly Judged[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Judged)
    : []

/** Adds what was judged to a record. */
export const appendRecord = (file: string, judged: Judged): void => {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify(judged)}\n`)
}

/** What one audit comes to: all that is wrong, and what a series is judged by. */
export const judgedOf = (
  { path, seed }: Pick<Judged, 'path' | 'seed'>,
  findings: ReadonlyMap<string, Finding>,
  seconds: number,
): Judged => ({
  path,
  seed,
  wrong: [...findings].flatMap(([name, one]) => one.wrong.map((words) => `${name}: ${words}`)),
  // Of the runs of checks 8 and 9 each leaves out a move or is killed elsewhere: a series is not judged by them.
  notes: Object.assign(
    {},
    ...[...findings].map(([name, one]) => (/^[89] /.test(name) ? {} : one.notes)),
  ) as Judged['notes'],
  seconds,
})
