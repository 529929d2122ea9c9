// What only all seeds together show: judged by what each slice of the audit noted, or by a record of `npm run audit`.
import { expect, it } from 'vitest'
import { readRecord } from '../../audit/record.ts'
import { judgeSeries, seedsMin } from '../../audit/series.ts'

const series = readRecord(process.env['LONG_JUDGED'] ?? '')

it('has all seeds of at least five repositories', () => {
  const paths = [...new Set(series.map(({ path }) => path))]
  expect(paths.length).toBeGreaterThanOrEqual(5)
  const short = paths.filter((path) => {
    const seeds = new Set(series.filter((one) => one.path === path).map(({ seed }) => seed))
    return seeds.size < seedsMin
  })
  expect(short).toEqual([])
})

it('has each engineer win in at least four seeds, and kills on both sides of the merge', () => {
  expect(judgeSeries(series).wrong).toEqual([])
})
