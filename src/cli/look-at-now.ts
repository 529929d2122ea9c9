/** A look that also knows what no ledger says: the clock, who is unfenced, and what fails in the host that runs. */
import { firmStatus } from '../api/index.ts'
import { openProcesses } from '../environments/process/index.ts'
import type { Look } from '../host/verbs/index.ts'
import { firmNeeds } from './firm-needs.ts'
import { connectFirm, findUnfenced, type FirmPlaces } from './open-firm/index.ts'
import type { Surroundings } from './surroundings.ts'
import type { Given } from './verb.ts'

/** A look at the past stays as it is: nobody can try any more what a program could do then. */
export const lookAtNow = async (
  look: Look,
  given: Given,
  surroundings: Surroundings,
): Promise<Look> => {
  if (given.options['at'] !== undefined) return look
  const { places, variables } = await firmNeeds(surroundings)
  const told = await toldByHost(places)
  const clock = surroundings.clock.now()
  const now = clock > look.state.at ? clock : look.state.at
  if (told !== undefined) return { ...look, now, ...told }
  const members = look.state.charter?.members ?? {}
  const processes = await openProcesses()
  return { ...look, now, unfenced: await findUnfenced(members, { places, processes, variables }) }
}

/** What the host that runs these members found; undefined where none runs, or it ends while it is asked. */
const toldByHost = async ({
  socket,
}: FirmPlaces): Promise<Pick<Look, 'unfenced' | 'troubles'> | undefined> => {
  const client = await connectFirm(socket)
  if (client === undefined) return undefined
  try {
    const told = await client.call('status', {})
    const status = told.ok ? firmStatus.safeParse(told.value) : undefined
    if (status?.success !== true) return undefined
    const unfenced = status.data.members.filter((member) => member.unfenced === true)
    return {
      unfenced: new Set(unfenced.map(({ name }) => name)),
      troubles: status.data.waiting.flatMap(({ kind, id, enactment, what, why }) =>
        kind === 'trouble' ? [{ key: id, enactment, what, why, hint: undefined }] : [],
      ),
    }
  } catch {
    return undefined
  } finally {
    await client.close()
  }
}
