// Every story is killed at every point that it reaches, each time in a fresh home, at its first and its last visit.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaign, reference } from './campaign.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

const slice = Number(process.env['LONG_SLICE'] ?? 0)
const slices = Number(process.env['LONG_SLICES'] ?? 1)
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(async () => await stage.strike())

test.each(Object.keys(stories))('the story %s, killed once in each home', async (story) => {
  const { life, left } = await reference(stage, story)
  const kills = [...life.visited]
    .flatMap(([point, count]) =>
      (count === 1 ? [1] : [1, count]).map((visit) => ({ point, visit })),
    )
    .filter((_kill, index) => index % slices === slice)
  const faults: string[] = []
  for (const kill of kills) {
    const came = await campaign(stage, story, { kills: [kill], left })
    // How often a renewal or a group of appends is reached depends on how fast the machine is; a first visit does not.
    if (kill.visit === 1 && came.killedAt.length === 0) faults.push(`${kill.point} was not met`)
    faults.push(...came.faults.map((fault) => `${kill.point} ${kill.visit}: ${fault}`))
  }
  expect(faults).toEqual([])
})
