// Two firms that bargain by letters are killed at the writes of their letterboxes, and both end alike.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { letterboxFaultPoints } from '../../src/server/letterbox/index.ts'
import type { Campaign } from './campaign.ts'
import { type PostStage, setPostStage } from './post/post-campaign.ts'

const seed = Number(process.env['SEED'] ?? 1)
/** `npm run long` kills at every point; here so many must do. */
const sampleCount = 2

let stage: PostStage
let undisturbed: Campaign
beforeAll(async () => {
  stage = await setPostStage()
  undisturbed = await stage.run([])
})
afterAll(async () => await stage.strike())

test('two firms reach every write of a letterbox', () => {
  expect(undisturbed.faults).toEqual([])
  const visited = undisturbed.lives[0]?.visited
  expect(letterboxFaultPoints.filter((point) => visited?.has(point) !== true)).toEqual([])
})

test('killed at some of them, neither loses a letter, takes one twice or leaves half of one', async () => {
  const drawn = seededRandom(seed, 'letters').shuffle([...letterboxFaultPoints])
  for (const point of drawn.slice(0, sampleCount)) {
    const { faults, killedAt } = await stage.run([{ point, visit: 1 }])
    expect({ point, faults, killedAt }).toEqual({ point, faults: [], killedAt: [point] })
  }
})

test('a disk that takes no letter is told, and the letters go once it does', async () => {
  const point = 'letterbox: before a draft'
  const { faults, killedAt, lives } = await stage.run([{ point, visit: 2, refuses: 'ENOSPC' }])
  expect({ faults, killedAt }).toEqual({ faults: [], killedAt: [point] })
  expect(lives[0]?.lines.join('\n')).toMatch(/failed NoLetterboxError no letter reaches/)
})
