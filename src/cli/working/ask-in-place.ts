/** What waits for the operator, asked in place of a live view: at a terminal alone, elsewhere its lines say how to answer. */
import type { FirmClient } from '../../client/index.ts'
import { standingCharter } from '../adopting/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { openSeat, type SeatNeeds } from './operator-seat.ts'

/** What the operator answers, where they sit at a terminal. */
export const askInPlace = (
  { asker, screen }: Pick<Surroundings, 'asker' | 'screen'>,
  needs: Pick<SeatNeeds, 'signer' | 'write' | 'attending'>,
): { readonly ask?: (client: FirmClient) => Promise<unknown> } => {
  if (!asker.isTerminal || !screen.isTerminal) return {}
  let seat: ReturnType<typeof openSeat> | undefined
  return {
    ask: async (client) => {
      const standing = await standingCharter(client)
      if (!standing.ok) return
      const { operator, firm } = standing.value
      seat ??= openSeat({ ...needs, operator, firm, asker, goesOn: false })
      await seat(client)
    },
  }
}
