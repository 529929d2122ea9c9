// At every point that a story reaches its disk begins to take nothing, full or read-only, each time in a fresh home.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, fallenReceipt, type Kill, reference } from './campaign.ts'
import { faultsOf, killsAt, ofThisSlice } from './each-point.ts'
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
