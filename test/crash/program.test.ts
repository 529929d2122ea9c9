// The program is killed at the writes of its verbs, and the same command given again ends as if nothing had been.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { programFaultPoints } from '../../src/cli/fault-points.ts'
import type { Kill } from './campaign.ts'
import {
  programCampaign,
  type ProgramReference,
  programReference,
} from './program/program-campaign.ts'
import { type ProgramStage, setProgramStage } from './program/program-stage.ts'
import { programStories } from './program/program-stories.ts'
import { isWrite } from './refusal.ts'

const seed = Number(process.env['SEED'] ?? 1)
const names = Object.keys(programStories)
/** `npm run long` kills at every point, each in a place of its own; here so many must do. */
const sampleCount = 1
const sampled = names.filter((_, place) => (place + seed) % 2 === 0)

let stage: ProgramStage
const references = new Map<string, ProgramReference>()
beforeAll(async () => {
  stage = await setProgramStage()
  for (const name of names) references.set(name, await programReference(stage, name))
})
afterAll(async () => await stage.strike())

const referenceOf = (name: string): ProgramReference => references.get(name) as ProgramReference

/** The points of the program itself in one story, in the order of their first visits. */
const pointsOf = (name: string): readonly string[] =>
  [...referenceOf(name).life.visited.keys()].filter((point) => programFaultPoints.includes(point))

const drawn = (name: string, points: readonly string[]): readonly string[] => {
  const some = new Set(
    seededRandom(seed, name)
      .shuffle([...points])
      .slice(0, sampleCount),
  )
  return points.filter((point) => some.has(point))
}

describe('a command that is killed', () => {
  it('can be killed at every write of its own: the stories visit them all', () => {
    const visited = new Set(names.flatMap(pointsOf))
    expect(programFaultPoints.filter((point) => !visited.has(point))).toEqual([])
  })

  it.concurrent.each(sampled)(
    'is given again, and leaves what it would have left: %s',
    async (name) => {
      const kills = drawn(name, pointsOf(name)).map((point): Kill => ({ point, visit: 1 }))
      const reference = referenceOf(name)
      const { faults, killedAt } = await programCampaign(stage, name, { kills, reference })
      expect({ kills, faults, met: killedAt.length > 0 }).toEqual({ kills, faults: [], met: true })
    },
  )
})

describe('a command whose disk takes nothing', () => {
  it.concurrent.each([
    ['init', 'ENOSPC'],
    ['hire', 'EROFS'],
  ] as const)('says so with the mend, and changes nothing by halves: %s', async (name, refuses) => {
    const [point = ''] = drawn(
      name,
      pointsOf(name).filter((one) => isWrite(one, refuses)),
    )
    const reference = referenceOf(name)
    const kills = [{ point, visit: 1, refuses }]
    const { faults, killedAt } = await programCampaign(stage, name, { kills, reference })
    expect({ point, faults, killedAt }).toEqual({ point, faults: [], killedAt: [point] })
  })
})
