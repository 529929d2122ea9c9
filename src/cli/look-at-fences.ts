/** A look that also knows who is unfenced now: as the running host found it, or tried here where none runs. */
import { firmStatus } from '../api/index.ts'
import { openProcesses } from '../environments/process/index.ts'
import type { Look } from '../host/verbs/index.ts'
import { firmNeeds } from './firm-needs.ts'
import { connectFirm, findUnfenced, type FirmPlaces } from './open-firm/index.ts'
import type { Surroundings } from './surroundings.ts'
import type { Given } from './verb.ts'

/** A look at the past stays as it is: nobody can try any more what a program could do then. */
export const lookAtFences = async (
  look: Look,
  given: Given,
  surroundings: Surroundings,
): Promise<Look> => {
  if (given.options['at'] !== undefined) return look
  const { places, variables } = await firmNeeds(surroundings)
  const told = await toldByHost(places)
  if (told !== undefined) return { ...look, unfenced: told }
  const members = look.state.charter?.members ?? {}
  const processes = await openProcesses()
  return { ...look, unfenced: await findUnfenced(members, { places, processes, variables }) }
}

/** What the host that runs these members found; undefined where none runs, or it ends while it is asked. */
const toldByHost = async ({ socket }: FirmPlaces): Promise<ReadonlySet<string> | undefined> => {
  const client = await connectFirm(socket)
  if (client === undefined) return undefined
  try {
    const told = await client.call('status', {})
    const status = told.ok ? firmStatus.safeParse(told.value) : undefined
    if (status?.success !== true) return undefined
    const unfenced = status.data.members.filter((member) => member.unfenced === true)
    return new Set(unfenced.map(({ name }) => name))
  } catch {
    return undefined
  } finally {
    await client.close()
  }
}
