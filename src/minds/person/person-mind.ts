/** A member that is a person: the menu is left open, and a verb of the program answers. */
import type { Mind } from '../../host/ports/index.ts'

/** A person takes no turn of their own accord; any number of menus may wait for them at once. */
export const personMind = (): Mind => ({
  kind: 'person',
  enforced: true,
  turnsAtOnce: Number.MAX_SAFE_INTEGER,
  take: async () => await Promise.resolve({ kind: 'left-open' }),
})
