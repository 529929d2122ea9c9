// At every point that a story reaches its disk begins to take nothing, full or read-only, each time in a fresh home.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, type Kill, reference } from './campaign.ts'
import { faultsOf, killsAt } from './each-point.ts'
import type { DiskCode } from './refusal.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(async () => {
  await stage.strike()
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
