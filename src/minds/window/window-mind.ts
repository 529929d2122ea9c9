/** A member that is a window of a coding agent: the menu is left open, and what the agent does answers at the door. */
import type { Mind } from '../../host/ports/index.ts'

/**
 * A window takes no turn of its own accord. It is advised and not enforced: what its hooks do not report, and what a
 * shell writes, the door cannot refuse.
 */
export const windowMind = (): Mind => ({
  kind: 'window',
  enforced: false,
  turnsAtOnce: Number.MAX_SAFE_INTEGER,
  take: async () => await Promise.resolve({ kind: 'left-open' }),
})
