// At every point that a story reaches its disk begins to take nothing, full or read-only, each time in a fresh home.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, fallenReceipt, type Kill, reference } from './campaign.ts'
import { faultsOf, killsAt, ofThisSlice } from './each-point.ts'
import { type PostStage, setPostStage } from './post/post-campaign.ts'
import { programCampaign, programReference } from './program/program-campaign.ts'
import { type ProgramStage, setProgramStage } from './program/program-stage.ts'
import { programStories } from './program/program-stories.ts'
import { type DiskCode, isWrite } from './refusal.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

let stage: Stage
let programs: ProgramStage
let letters: PostStage
beforeAll(async () => {
  stage = await setStage()
  programs = await setProgramStage()
  letters = await setPostStage()
})
afterAll(async () => {
  await stage.strike()
  await programs.strike()
  await letters.strike()
})

/** Every point at which the disk may begin to take nothing, whether a write follows it at once or later. */
const refusalsAt = (visited: ReadonlyMap<string, number>): readonly Kill[] =>
  (['ENOSPC', 'EROFS'] satisfies readonly DiskCode[]).flatMap((refuses) =>
    killsAt(visited).map((kill) => ({ ...kill, refuses })),
  )

test.each(Object.keys(stories))('the story %s, its disk full or read-only', async (story) => {
  const { life, left } = await reference(stage, story)
  const refuseOnce = async (kill: Kill): Promise<Campaign> =>
    await campaign(stage, story, { kills: [kill], left })
  expect(await faultsOf(refusalsAt(life.visited), refuseOnce)).toEqual([])
})

const receipts = Object.keys(stories).flatMap((story) =>
  (['ENOSPC', 'EROFS'] as const).map((code) => [story, code] as const),
)

// Every slice says what it did, also where none of these falls to it.
test('receipts that fall after a kill between them and their effect', async () => {
  const faults: string[] = []
  for (const [story, code] of ofThisSlice(receipts)) {
    const { left } = await reference(stage, story)
    const kills = fallenReceipt(code)
    const came = await campaign(stage, story, { kills, left })
    if (came.killedAt.length < kills.length) faults.push(`${story} ${code}: it was not met`)
    faults.push(...came.faults.map((fault) => `${story} ${code}: ${fault}`))
  }
  expect(faults).toEqual([])
})

/** The writes that are refused: a command that meets no other ends well, and says nothing. */
const writesAt = (visited: ReadonlyMap<string, number>): readonly Kill[] =>
  refusalsAt(visited).filter(({ point, refuses }) => isWrite(point, refuses ?? 'ENOSPC'))

test.each(Object.keys(programStories))(
  'the command %s, its disk full or read-only',
  async (name) => {
    const reference = await programReference(programs, name)
    const refuseOnce = async (kill: Kill): Promise<Campaign> =>
      await programCampaign(programs, name, { kills: [kill], reference })
    expect(await faultsOf(writesAt(reference.life.visited), refuseOnce)).toEqual([])
  },
)

test('two firms that write letters, their disk full or read-only', async () => {
  const { lives } = await letters.run([])
  const visited = lives[0]?.visited ?? new Map<string, number>()
  const refuseOnce = async (kill: Kill): Promise<Campaign> => await letters.run([kill])
  expect(await faultsOf(writesAt(visited), refuseOnce)).toEqual([])
})
