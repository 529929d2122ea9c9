/** Where the host is killed: between the start of a merge and its receipt, at a point drawn from the seed. */
import { seededRandom } from '../../base/index.ts'

/** Before git has merged, and after it has: recovery must find out which. */
const points = [
  'host: before effect',
  'git: merge commit made',
  'git: before the branch moves',
  'git: after the branch moved',
  'host: after effect',
  'host: before receipt',
] as const

/** Among the first merges of the run. */
const mergeMax = 3

/** The fault point of a seed, and at which visit it kills. */
export const killPointOf = (seed: number): { readonly point: string; readonly visit: number } => {
  const random = seededRandom(seed, 'kill')
  return { point: random.pick(points), visit: 1 + random.integer(mergeMax) }
}

/** The engineer who lies once, drawn from the seed. */
export const liarOf = (seed: number): string => seededRandom(seed, 'lie').pick(['eve', 'bob'])
