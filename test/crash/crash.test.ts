// A firm is killed at every fault point, in a real process on real drivers, and started again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { present, seededRandom } from '../../src/base/index.ts'
import { faultPoints } from '../../src/testing/fault-points.ts'
import type { Aftermath } from './aftermath.ts'
import { campaign, fallenReceipt, type Kill, reference } from './campaign.ts'
import { type DiskCode, isWrite } from './refusal.ts'
import { setStage, type Stage } from './stage.ts'
import { stories } from './stories/index.ts'

const seed = Number(process.env['SEED'] ?? 1)
const names = Object.keys(stories)
let stage: Stage
const restedLast = new Map<string, string | undefined>()
const references = new Map<string, Aftermath>()
/** By story: how often it reaches each point, in the order of their first visits. */
const visits = new Map<string, ReadonlyMap<string, number>>()

beforeAll(async () => {
  stage = await setStage()
  for (const name of names) {
    const { life, left } = await reference(stage, name)
    restedLast.set(name, life.lines.at(-1))
    references.set(name, left)
    visits.set(name, life.visited)
  }
}, 300_000)
afterAll(async () => await stage.strike())

/** Each point in one story: of those that reach it, the one that the seed's rotation gives. */
const killsOf = (story: string): readonly Kill[] => {
  const random = seededRandom(seed, story)
  const reached = [...(visits.get(story) ?? [])]
  return reached
    .filter(([point]) => {
      const who = names.filter((name) => visits.get(name)?.has(point) === true)
      return who[(faultPoints.indexOf(point) + seed) % who.length] === story
    })
    .map(([point]) => ({ point, visit: 1 + random.integer(2) }))
}

describe('a firm that is killed', () => {
  it('comes to rest in every story when it is not', () => {
    expect([...restedLast.values()]).toEqual(names.map(() => 'rested'))
  })

  it('is killed at every point that there is: the stories visit them all', () => {
    const visited = new Set([...visits.values()].flatMap((of) => [...of.keys()]))
    expect(faultPoints.filter((point) => !visited.has(point))).toEqual([])
  })

  it.concurrent.each(names)('loses nothing and repeats nothing in the story %s', async (story) => {
    const left = references.get(story) as Aftermath
    let open = killsOf(story)
    const faults: string[] = []
    for (let home = 0; open.length > 0 && home < 60; home += 1) {
      const came = await campaign(stage, story, { kills: open, left })
      faults.push(...came.faults)
      const met = new Set(came.killedAt)
      const [first] = open
      // What this home came past is met in a fresh one; a visit that never came is the first one there.
      open = open.filter(({ point }) => !met.has(point))
      if (met.size === 0 && first !== undefined) open = open.map((one) => ({ ...one, visit: 1 }))
    }
    expect(faults).toEqual([])
    expect(open).toEqual([])
  })
})

/** One of the writes that a story makes, drawn by the seed; in every other story the disk may only be read. */
const refusalOf = (story: string): Kill => {
  const refuses: DiskCode = (names.indexOf(story) + seed) % 2 === 0 ? 'ENOSPC' : 'EROFS'
  const reached = [...(visits.get(story)?.keys() ?? [])]
  const [point] = seededRandom(seed, `${story}, refused`).shuffle(
    reached.filter((one) => isWrite(one, refuses)),
  )
  return { point: present(point, 'every story writes'), visit: 1, refuses }
}

describe('a firm whose disk takes nothing', () => {
  it.concurrent.each(names)(
    'says so with the mend, and comes to the same end in the story %s',
    async (story) => {
      const left = references.get(story) as Aftermath
      const kill = refusalOf(story)
      const { faults, killedAt } = await campaign(stage, story, { kills: [kill], left })
      expect({ kill, faults, killedAt }).toEqual({ kill, faults: [], killedAt: [kill.point] })
    },
  )
})

describe('a receipt that falls, after a kill between it and its effect', () => {
  it.concurrent.each([
    ['take-back', 'ENOSPC'],
    ['fall', 'EROFS'],
  ] as const)('leaves the effect as it was in the story %s, once', async (story, refuses) => {
    const left = references.get(story) as Aftermath
    const kills = fallenReceipt(refuses)
    const { faults, killedAt } = await campaign(stage, story, { kills, left })
    expect({ faults, killedAt }).toEqual({ faults: [], killedAt: kills.map(({ point }) => point) })
  })
})
