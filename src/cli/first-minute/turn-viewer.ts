/** What each turn was shown, made again from the ledger alone: a view is a function of what came before it. */
import { openRecollection, viewOf } from '../../host/index.ts'
import type { TurnView } from '../../host/ports/index.ts'
import { emptyState, evolve, type FirmEvent } from '../../kernel/index.ts'
import { loadTokenCounter } from '../../memory/index.ts'

/** Takes every event in order; answers the view of a turn at its opening. */
export type TurnViewer = (event: FirmEvent, position: number) => TurnView | undefined

/** Opens a viewer whose briefs have so many tokens at most; the host's own number gives the host's own briefs. */
export const openTurnViewer = async (tokensMax: number): Promise<TurnViewer> => {
  const state = emptyState()
  const recollection = openRecollection({ tokensMax, countTokens: await loadTokenCounter() })
  return (event, position) => {
    evolve(state, event)
    recollection.remember(event, position)
    const turn = event.type === 'turn-opened' ? state.turns.get(event.turn) : undefined
    if (turn === undefined) return undefined
    const { member, enactment, role } = turn
    const { text, tokens } = recollection.brief(state, { member, enactment, role, turn: turn.id })
    return viewOf(state, turn, { text, tokens })
  }
}
