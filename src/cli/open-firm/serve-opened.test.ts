import { expect, test } from 'vitest'
import { present } from '../../base/index.ts'
import { foundHome } from '../../../test/program/charter-home.ts'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { serveFirm } from './index.ts'

const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length

test('a host that has ended leaves nothing behind for whose sake its process would stay', async () => {
  const { places, remove } = await foundHome()
  const { clock, modules } = trialSurroundings().surroundings
  const before = timers()
  const needs = { places, clock, variables: {}, loader: modules.charters() }
  const served = await serveFirm(needs, { failed: () => undefined })
  const { ended, stop } = present(served.ok ? served.value : undefined, 'it is served')
  stop('you ended it')
  expect(await ended).toBe('you ended it')
  expect(timers()).toBe(before)
  remove()
})
