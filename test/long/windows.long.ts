/** Long: windows at one door under 1,000 schedules lose no edit and leave no lease. `SEEDS` sets how many, `SEED` takes one. */
import { expect, it } from 'vitest'
import { simulateWindows } from '../../src/testing/simulated-windows.ts'
import { sliceName, sliceOf } from './slice.ts'

const only = process.env['SEED']
const seeds =
  only === undefined ? sliceOf(1, Number(process.env['SEEDS'] ?? 1_000)) : [Number(only)]

it(`windows at a door lose no edit and leave no lease, ${sliceName}`, async () => {
  const broken: string[] = []
  for (const seed of seeds) {
    const { breaches } = await simulateWindows(seed)
    for (const what of breaches) broken.push(`SEED=${seed}: ${what}`)
  }
  expect(broken).toEqual([])
})
