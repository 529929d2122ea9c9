/** A look that also knows what no ledger says: the clock, who is unfenced, and what fails in the host that runs. */
import type { FirmStatus } from '../api/index.ts'
import type { Look } from '../host/looks/index.ts'
import { firmNeeds } from './firm-needs.ts'
import { statusOfHost } from './status-of-host.ts'
import type { Surroundings } from './surroundings.ts'
import type { Given } from './verb.ts'

/** A look at the past stays as it is: nobody can try any more what a program could do then. */
export const lookAtNow = async (
  look: Look,
  given: Given,
  surroundings: Surroundings,
): Promise<Look> => {
  if (given.options['at'] !== undefined) return look
  const told = await statusOfHost(surroundings)
  const clock = surroundings.clock.now()
  const now = clock > look.state.at ? clock : look.state.at
  if (told !== undefined) return { ...look, now, ...foundBy(told.status) }
  return { ...look, now, unfenced: await tryMembers(look, surroundings) }
}

/** What the host that runs these members found. */
const foundBy = ({ members, waiting }: FirmStatus): Pick<Look, 'unfenced' | 'troubles'> => ({
  unfenced: new Set(members.filter((member) => member.unfenced === true).map(({ name }) => name)),
  troubles: waiting.flatMap(({ kind, id, enactment, what, why }) =>
    kind === 'trouble' ? [{ key: id, enactment, what, why, hint: undefined }] : [],
  ),
})

/** Without a host the members' programs are tried here, with all that runs them. */
const tryMembers = async (look: Look, surroundings: Surroundings): Promise<ReadonlySet<string>> => {
  const { openProcesses } = await import('../environments/process/index.ts')
  const { findUnfenced } = await import('./open-firm/fence.ts')
  const { places, variables } = await firmNeeds(surroundings)
  const processes = await openProcesses()
  return await findUnfenced(look.state.charter?.members ?? {}, { places, processes, variables })
}
