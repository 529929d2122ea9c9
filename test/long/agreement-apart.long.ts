/** Long: the two checkers agree between ledgers on 50,000 random protocols. `AGREEMENT_APART_COUNT` sets how many. */
import { expect, it } from 'vitest'
import { askBothApart } from '../../src/testing/naive-checker/agreement-apart.ts'
import { sliceName, sliceOf } from './slice.ts'

const wholeCount = Number(process.env['AGREEMENT_APART_COUNT'] ?? 50_000)

it(`two checkers agree between ledgers, ${sliceName}`, () => {
  const count = sliceOf(0, wholeCount).length
  const { disagreements, ...tally } = askBothApart({ seed: sliceName, count, statesMax: 200 })
  expect(disagreements).toEqual([])
  expect(Math.min(tally.unsafe, tally.dead, tally.both) / count).toBeGreaterThanOrEqual(0.15)
  expect(tally.rich / count).toBeGreaterThanOrEqual(1 / 3)
  expect(tally.shared / count).toBeGreaterThanOrEqual(0.1)
  expect(tally.never / count).toBeGreaterThanOrEqual(0.05)
})
