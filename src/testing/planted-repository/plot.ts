/** What each generator of defects gives: files, the defects in them, and look-alikes that are none. */
import { type Random, seededRandom } from '../../base/index.ts'
import type { Planted } from '../planted-repository.ts'

/** One planted defect, named as a finding names it. */
export interface PlantedDefect {
  readonly kind: string
  readonly file: string
  readonly target: string
}

/** Files to plant together; `count` of look-alikes is kept so that a test can show there are enough. */
export interface Plot {
  readonly files: { readonly [path: string]: Planted }
  readonly defects: readonly PlantedDefect[]
  readonly lookAlikeCount: number
}

const words = (
  'amber birch cedar delta ember fjord grove heron inlet juniper kestrel larch meadow nectar ' +
  'otter pebble quartz raven sorrel tundra umber violet willow yarrow zephyr acorn bramble clover'
).split(' ')

/** A source of names that never gives one twice. */
export interface Names {
  readonly random: Random
  readonly next: () => string
}

/** Names for one seed and purpose. */
export const namesFor = (seed: number, purpose: string): Names => {
  const random = seededRandom(seed, purpose)
  const used = new Set<string>()
  const next = (): string => {
    const name = `${random.pick(words)}-${random.pick(words)}${random.integer(90) + 10}`
    if (used.has(name)) return next()
    used.add(name)
    return name
  }
  return { random, next }
}

/** Several plots as one; two of them never plant one path. */
export const mergePlots = (plots: readonly Plot[]): Plot => ({
  files: Object.assign({}, ...plots.map((plot) => plot.files)) as Plot['files'],
  defects: plots.flatMap((plot) => plot.defects),
  lookAlikeCount: plots.reduce((sum, plot) => sum + plot.lookAlikeCount, 0),
})
