// The host of a first minute is killed at fault points drawn from the seed, and started again each time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { faultPoints } from '../../src/testing/fault-points.ts'
import type { Aftermath } from './aftermath.ts'
import type { Kill } from './campaign.ts'
import { minuteCampaign, undisturbedMinute } from './first-minute/minute-campaign.ts'
import { type MinuteStage, setMinuteStage } from './first-minute/minute-stage.ts'
import type { Life } from './life.ts'

const seed = Number(process.env['SEED'] ?? 1)
/** `npm run long` kills at every point; here so many of them must do. */
const sampleCount = 5

let stage: MinuteStage
let undisturbed: { readonly life: Life; readonly left: Aftermath }
beforeAll(async () => {
  stage = await setMinuteStage()
  undisturbed = await undisturbedMinute(stage)
})
afterAll(async () => await stage.strike())

/** So many points in the order in which a run meets them; where a run comes by often, not always at the first time. */
const sampleOf = (visited: ReadonlyMap<string, number>): readonly Kill[] => {
  const random = seededRandom(seed, 'first minute')
  const drawn = new Set(random.shuffle([...visited.keys()]).slice(0, sampleCount))
  return [...visited]
    .filter(([point]) => drawn.has(point))
    .map(([point, count]) => ({
      point,
      visit: 1 + random.integer(count > 2 * sampleCount ? 3 : 1),
    }))
}

describe('a first minute whose host is killed', () => {
  it('comes to rest when it is not, and reaches every point but these', () => {
    const { life } = undisturbed
    expect(life.lines).toEqual(['rested'])
    expect(faultPoints.filter((point) => !life.visited.has(point))).toMatchInlineSnapshot(`
      [
        "store.snapshots.keep.before",
        "store.snapshots.keep.after",
        "store.marks.add.before",
        "store.marks.add.after",
        "store.marks.clear.before",
        "store.marks.clear.after",
        "content.erase.before",
        "content.erase.after",
        "host: before undo",
        "host: after undo",
        "git: revert commit made",
        "git: before the branch moves back",
        "git: after the branch moved back",
        "files: before the fence",
        "files: before the record",
        "files: after the record",
        "files: before the staging folder",
        "files: before a file is moved",
        "files: after the file",
        "files: before the file is put back",
        "files: after the file was put back",
      ]
    `)
  })

  it('loses nothing, repeats nothing and ends in the same tree', async () => {
    let open = sampleOf(undisturbed.life.visited)
    const faults: string[] = []
    for (let home = 0; open.length > 0 && home < sampleCount; home += 1) {
      const came = await minuteCampaign(stage, { kills: open, left: undisturbed.left })
      faults.push(...came.faults)
      const met = new Set(came.killedAt)
      // What this home came past is met in a fresh one, at its first visit.
      open = open.filter(({ point }) => !met.has(point)).map((one) => ({ ...one, visit: 1 }))
    }
    expect(faults).toEqual([])
    expect(open).toEqual([])
  })
})
