/** What was left is said once for each reason, whatever ran out when. */
import { expect, test } from 'vitest'
import { leftLines } from './left-lines.ts'

const files = (count: number): readonly string[] => Array.from({ length: count }, () => 'a.md')

test('what was left is one line a reason, counted by kind', () => {
  const lines = leftLines([
    { kind: 'dead-link', why: 'time', paths: files(3800) },
    { kind: 'conflict-marker', why: 'too-large', paths: files(1) },
    { kind: 'conflict-marker', why: 'time', paths: files(20_001) },
    { kind: 'dead-link', why: 'time', paths: files(200) },
  ])
  expect(lines).toEqual([
    'Not inspected, since files are too large: conflict-marker in 1 file.',
    'Not inspected, since ten seconds did not suffice: dead-link in 4,000 files, conflict-marker in 20,001 files.',
  ])
})

test('where nothing was left nothing is said', () => {
  expect(leftLines([])).toEqual([])
})
