// Every story is killed at every point that it reaches, each time in a fresh home, at its first and its last visit; and
// at each of them its disk begins to take nothing, full or read-only.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, campaign, type Kill, reference } from './campaign.ts'
import { minuteCampaign, undisturbedMinute } from './first-minute/minute-campaign.ts'
import { type MinuteStage, setMinuteStage } from './first-minute/minute-stage.ts'
import type { DiskCode } from './refusal.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

const slice = Number(process.env['LONG_SLICE'] ?? 0)
const slices = Number(process.env['LONG_SLICES'] ?? 1)
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

/** The first and the last visit of each point that was reached, as far as they fall to this slice. */
const killsAt = (visited: ReadonlyMap<string, number>): readonly Kill[] =>
  [...visited]
    .flatMap(([point, count]) =>
      (count === 1 ? [1] : [1, count]).map((visit) => ({ point, visit })),
    )
    .filter((_kill, index) => index % slices === slice)

const faultsOf = async (
  kills: readonly Kill[],
  killOnce: (kill: Kill) => Promise<Campaign>,
): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const kill of kills) {
    const came = await killOnce(kill)
    // How often a renewal or a group of appends is reached depends on how fast the machine is; a first visit does not.
    if (kill.visit === 1 && came.killedAt.length === 0) faults.push(`${kill.point} was not met`)
    const where = [kill.refuses ?? 'killed', kill.point, kill.visit].join(' ')
    faults.push(...came.faults.map((fault) => `${where}: ${fault}`))
  }
  return faults
}

test.each(Object.keys(stories))('the story %s, killed once in each home', async (story) => {
  const { life, left } = await reference(stage, story)
  const killOnce = async (kill: Kill): Promise<Campaign> =>
    await campaign(stage, story, { kills: [kill], left })
  expect(await faultsOf(killsAt(life.visited), killOnce)).toEqual([])
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

test('the first minute, killed once in each home', async () => {
  const { life, left } = await undisturbedMinute(minutes)
  const killOnce = async (kill: Kill): Promise<Campaign> =>
    await minuteCampaign(minutes, { kills: [kill], left })
  expect(await faultsOf(killsAt(life.visited), killOnce)).toEqual([])
})
