/** Long: whole firms under 10,000 seeds keep every invariant. `SEEDS` sets how many, `SEED` takes one. */
import { expect, it } from 'vitest'
import { simulateFirm } from '../../src/testing/simulated-firm.ts'
import { runSentence, smallestRun } from '../../src/testing/smaller-run.ts'
import { sliceName, sliceOf } from './slice.ts'

const only = process.env['SEED']
const seeds =
  only === undefined ? sliceOf(1, Number(process.env['SEEDS'] ?? 10_000)) : [Number(only)]

it(`whole firms keep every invariant, ${sliceName}`, async () => {
  const broken: string[] = []
  for (const seed of seeds) {
    const { breaches } = await simulateFirm(seed)
    const smallest = breaches.length === 0 ? undefined : await smallestRun(seed)
    if (smallest !== undefined) broken.push(runSentence(smallest))
  }
  expect(broken).toEqual([])
})
