/** Adds seats to the charter of the firm, so that each agent has as many as are wanted. */
import { linesForWindows } from '../../host/charter/index.ts'
import type { AgentName } from '../../host/index.ts'
import { window } from '../../kernel/charter/index.ts'
import type { CharterForm } from '../../kernel/index.ts'
import { changeMembers, NotAdoptedError, storedCharter } from '../adopting/index.ts'
import type { ReachNeeds } from '../open-firm/index.ts'
import type { Signer } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import { freeNames } from './seat-names.ts'

/** Whose seats, how many of each, and what changing a charter needs. */
export interface SeatOrder {
  readonly agents: readonly AgentName[]
  readonly count: number
  readonly needs: ReachNeeds
  readonly signer: Signer
  readonly surroundings: Surroundings
  readonly write: (line: string) => void
}

/** Adds what is missing; answers the new seats, none where there were enough and nothing was signed. */
export const addSeats = async (order: SeatOrder): Promise<readonly string[]> => {
  const { needs, signer, surroundings, write } = order
  const standing = await storedCharter(surroundings)
  if (!standing.ok) throw new NotAdoptedError(standing.message, standing.hint)
  const seats = missingSeats(order, standing.value.charter)
  if (seats.length === 0) return []
  const { version } = await changeMembers({
    needs,
    signer,
    surroundings,
    write,
    change: (members) => ({
      ...members,
      ...Object.fromEntries(
        seats.map(({ name, agent }) => [name, window(agent, { roles: ['window'] })]),
      ),
    }),
    look: async ({ loaded }) => {
      const lines = linesForWindows(loaded)
      if (lines !== undefined) throw new NotAdoptedError('windows cannot join yet', lines)
      await Promise.resolve()
    },
  })
  const names = seats.map(({ name }) => name)
  write(`Seats for windows: ${names.join(', ')}. The charter is now version ${version}.`)
  return names
}

interface Seat {
  readonly name: string
  readonly agent: AgentName
}

const missingSeats = ({ agents, count }: SeatOrder, { members }: CharterForm): readonly Seat[] => {
  const taken = new Set(Object.keys(members))
  return agents.flatMap((agent) => {
    const there = Object.values(members).filter(
      ({ mind }) => mind.kind === 'window' && mind.options['agent'] === agent,
    )
    const names = freeNames(agent, Math.max(0, count - there.length), taken)
    for (const name of names) taken.add(name)
    return names.map((name) => ({ name, agent }))
  })
}
