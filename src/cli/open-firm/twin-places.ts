/** Two names of a charter that lead to one place on this disk: by a link, from a folder within, or over a worktree. */
import { realpath } from 'node:fs/promises'
import { accepted, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { openRepository, readGitText } from '../../environments/git/reader/index.ts'
import { leasedPlaces } from '../../kernel/charter/index.ts'
import type { CharterForm } from '../../kernel/index.ts'
import type { FirmPlaces } from './firm-places.ts'
import { environmentFolder } from './grounds.ts'

/** Refuses a charter that leases one place under two names: leases under one would not keep out the other. */
export const refuseTwins = async (
  { protocols, environments }: CharterForm,
  places: FirmPlaces,
): Promise<Outcome<undefined, 'twin-places'>> => {
  const names = new Map<string, string>()
  for (const { environment } of leasedPlaces(Object.values(protocols))) {
    const form = environments[environment]
    if (form === undefined) continue
    const place = await placeOf(form, environmentFolder(form, places))
    const twin = names.get(place)
    if (twin !== undefined) {
      return refused(
        'twin-places',
        `'${twin}' and '${environment}' are one place, and leases under one name would not keep out the other: ${place}`,
        `Name it '${twin}' in every protocol of the charter.`,
      )
    }
    names.set(place, environment)
  }
  return accepted(undefined)
}

const placeOf = async ({ kind }: JsonObject, folder: string): Promise<string> => {
  // What is not there yet is no link either.
  if (kind !== 'git') return `${JSON.stringify(kind)} ${await realpath(folder).catch(() => folder)}`
  const repository = await openRepository(folder)
  const question = ['rev-parse', '--path-format=absolute', '--git-common-dir']
  return await realpath(await readGitText(repository, question))
}
