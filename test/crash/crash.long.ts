// Every story is killed at every point that it reaches, each time in a fresh home, at its first and its last visit.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, type Kill, reference } from './campaign.ts'
import { faultsOf, killsAt } from './each-point.ts'
import { minuteCampaign, undisturbedMinute } from './first-minute/minute-campaign.ts'
import { type MinuteStage, setMinuteStage } from './first-minute/minute-stage.ts'
import { type PostStage, setPostStage } from './post/post-campaign.ts'
import { programCampaign, programReference } from './program/program-campaign.ts'
import { type ProgramStage, setProgramStage } from './program/program-stage.ts'
import { programStories } from './program/program-stories.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

let stage: Stage
let minutes: MinuteStage
let programs: ProgramStage
let letters: PostStage
beforeAll(async () => {
  stage = await setStage()
  minutes = await setMinuteStage()
  programs = await setProgramStage()
  letters = await setPostStage()
})
afterAll(async () => {
  await stage.strike()
  await minutes.strike()
  await programs.strike()
  await letters.strike()
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

test.each(Object.keys(programStories))(
  'the command %s, killed once in each place',
  async (name) => {
    const reference = await programReference(programs, name)
    const killOnce = async (kill: Kill): Promise<Campaign> =>
      await programCampaign(programs, name, { kills: [kill], reference })
    expect(await faultsOf(killsAt(reference.life.visited), killOnce)).toEqual([])
  },
)

test('two firms that write letters, killed once in each place', async () => {
  const { lives } = await letters.run([])
  const visited = lives[0]?.visited ?? new Map<string, number>()
  const killOnce = async (kill: Kill): Promise<Campaign> => await letters.run([kill])
  expect(await faultsOf(killsAt(visited), killOnce)).toEqual([])
})
