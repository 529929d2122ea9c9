/** Every point of a story, one at a time: which of them fall to this slice of a long job, and what went wrong there. */
import type { Campaign, Kill } from './campaign.ts'

const slice = Number(process.env['LONG_SLICE'] ?? 0)
const slices = Number(process.env['LONG_SLICES'] ?? 1)

/** What of a whole falls to this slice. */
export const ofThisSlice = <T>(whole: readonly T[]): readonly T[] =>
  whole.filter((_one, index) => index % slices === slice)

/** The first and the last visit of each point that was reached, as far as they fall to this slice. */
export const killsAt = (visited: ReadonlyMap<string, number>): readonly Kill[] =>
  ofThisSlice(
    [...visited].flatMap(([point, count]) =>
      (count === 1 ? [1] : [1, count]).map((visit) => ({ point, visit })),
    ),
  )

/** What went wrong at each of these points, each in a fresh home. */
export const faultsOf = async (
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
