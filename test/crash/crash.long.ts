// Every story is killed at every point that it reaches, each time in a fresh home, at its first and its last visit.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, type Kill, reference } from './campaign.ts'
import { faultsOf, killsAt } from './each-point.ts'
import { minuteCampaign, undisturbedMinute } from './first-minute/minute-campaign.ts'
import { type MinuteStage, setMinuteStage } from './first-minute/minute-stage.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

let stage: Stage
let minutes: MinuteStage
beforeAll(async () => {
  stage = await setStage()
  minutes = await setMinuteStage()
})
afterAll(async () => {
  await stage.strike()
  await minutes.strike()
})

test.each(Object.keys(stories))('the story %s, killed once in each home', async (story) => {
  const { life, left } = await reference(stage, story)
  const killOnce = async (kill: Kill): Promise<Campaign> =>
    await campaign(stage, story, { kills: [kill], left })
  expect(await faultsOf(killsAt(life.visited), killOnce)).toEqual([])
})

test('the first minute, killed once in each home', async () => {
  const { life, left } = await undisturbedMinute(minutes)
  const killOnce = async (kill: Kill): Promise<Campaign> =>
    await minuteCampaign(minutes, { kills: [kill], left })
  expect(await faultsOf(killsAt(life.visited), killOnce)).toEqual([])
})
