// What a series of audits is judged by, and that it is red for one that only ever shows one side.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { appendRecord, judgedOf, readRecord } from '../../audit/record.ts'
import { type Judged, judgeSeries, seedsMin } from '../../audit/series.ts'

const oneOf = (seed: number, notes: Judged['notes'], path = 'a-repo'): Judged => ({
  path,
  seed,
  wrong: [],
  notes,
  seconds: 1,
})

/** Twenty seeds; the place of each decides what it notes. */
const series = (noted: (place: number) => Judged['notes']): readonly Judged[] =>
  Array.from({ length: seedsMin }, (_, place) => oneOf(place + 1, noted(place)))

const even = (place: number): Judged['notes'] => ({
  winner: place % 2 === 0 ? 'eve' : 'bob',
  killed: place % 3 === 0 ? 'before' : 'after',
})

const recordFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-series-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'notes', 'record.jsonl')
}

describe('a series of twenty seeds', () => {
  it('is green where both engineers win and kills fall on both sides of the merge', () => {
    expect(judgeSeries(series(even)).wrong).toEqual([])
  })

  it('is red where one engineer wins almost always', () => {
    const lopsided = series((place) => ({ ...even(place), winner: place < 3 ? 'bob' : 'eve' }))
    expect(judgeSeries(lopsided).wrong).toEqual(['a-repo: bob won the first lease in 3 seeds'])
  })

  it('is red where every kill fell on one side of the merge', () => {
    const lopsided = series((place) => ({ ...even(place), killed: 'after' }))
    expect(judgeSeries(lopsided).wrong).toEqual(['a-repo: no kill fell before git had merged'])
  })

  it('counts a seed once, as it was last audited', () => {
    const first = oneOf(1, { winner: 'bob', killed: 'before' })
    const again = series((place) => ({ winner: place < 4 ? 'bob' : 'eve', killed: 'after' }))
    expect(judgeSeries([first, ...again]).wrong).toEqual([
      'a-repo: no kill fell before git had merged',
    ])
  })

  it('keeps in its record what the checks of one run note, and not what runs with a move left out do', () => {
    const finding = (killed: string) => ({ looked: [], wrong: [], notes: { killed } })
    const findings = new Map([
      ['5 the kill', finding('after')],
      ['8 without lie: 5 the kill', finding('before')],
    ])
    const file = recordFile()
    appendRecord(file, judgedOf({ path: 'a-repo', seed: 7 }, findings, 3))
    expect(readRecord(file)).toEqual([{ ...oneOf(7, { killed: 'after' }), seconds: 3 }])
  })
})

it('`npm run audit -- --record FILE` judges the series that stands in the file, and ends with 1 where it is red', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const file = recordFile()
  for (const one of series((place) => ({ ...even(place), winner: 'eve' }))) appendRecord(file, one)
  const nodeArgs = ['--import', `file://${encodeURI(root)}test/strip-types.mjs`]
  const args = [...nodeArgs, join(root, 'audit', 'main.ts'), '--record', file]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(stdout).toContain('! a-repo: bob won the first lease in 0 seeds')
  expect(stdout).toContain('20 green, 0 red')
  expect(status).toBe(1)
})
