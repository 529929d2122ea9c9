// The machine's clock jumps back an hour in the middle of the work: the ledger's time does not, and the work ends.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clock, later } from '../../src/base/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import { openHost } from '../../src/host/index.ts'
import { lookAt } from '../crash/aftermath.ts'
import { crashHome } from '../crash/crash-home.ts'
import { runStory } from '../crash/running.ts'
import { setStage, type Stage } from '../crash/stage.ts'
import { saga } from '../crash/stories/saga.ts'
import { openWorld } from '../crash/world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
}, 300_000)
afterAll(async () => await stage.strike())

test('a clock that jumps back an hour turns no event back and leaves nothing undone', async () => {
  const folder = await stage.home()
  const machine = realClock()
  let offsetMs = 0
  const clock: Clock = { now: () => later(machine.now(), offsetMs), schedule: machine.schedule }
  const faults = {
    reach: (point: string) => {
      if (point === 'host: after effect') offsetMs = -3_600_000
    },
  }
  const backlog = { works: [], isOffered: () => true }
  const life = { name: 'only', clock, faults, backlog, told: () => undefined }
  const options = await openWorld(crashHome(folder), life)
  const opened = await openHost(options)
  if (!opened.ok) throw new Error(opened.message)
  await runStory(opened.value.host, saga, { ...stage, chain: crashHome(folder).chain })
  await opened.value.close()
  await options.store.close()
  const { events } = await lookAt(folder)
  const instants = events.map(({ at }) => at)
  expect(offsetMs).toBeLessThan(0)
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
  expect(events.filter(({ type }) => type === 'enactment-ended')).toMatchObject([
    { enactment: 'order:o1', as: 'completed' },
    { enactment: 'order:o2', as: 'cancelled' },
  ])
})
