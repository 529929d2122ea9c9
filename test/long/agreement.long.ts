/** Long: the two checkers agree on a million random protocols. `AGREEMENT_COUNT` sets how many. */
import { expect, it } from 'vitest'
import { askBoth } from '../../src/testing/naive-checker/agreement.ts'
import { sliceName, sliceOf } from './slice.ts'

const wholeCount = Number(process.env['AGREEMENT_COUNT'] ?? 1_000_000)

it(`two checkers agree on random protocols, ${sliceName}`, () => {
  const count = sliceOf(0, wholeCount).length
  const { disagreements, ...tally } = askBoth({ seed: sliceName, count, statesMax: 5_000 })
  expect(disagreements).toEqual([])
  expect(Math.min(tally.unsafe, tally.dead, tally.both) / count).toBeGreaterThanOrEqual(0.15)
  expect(tally.rich / count).toBeGreaterThanOrEqual(1 / 3)
})
