/** `firm status`: who does what, what is about to happen, what waits for you, what is held by whom. */
import { statusForm } from '../../api/verbs/index.ts'
import { statusLines } from '../status-lines.ts'
import { statusOfHost } from '../status-of-host.ts'
import type { Verb } from '../verb.ts'

export const status: Verb = {
  ...statusForm,
  run: async (given, surroundings) => {
    const told = given.options['at'] === undefined ? await statusOfHost(surroundings) : undefined
    if (told !== undefined) {
      return { exit: 'done', lines: statusLines(told.status), json: told.json }
    }
    // A running host has it all in memory; reading the ledger takes the kernel, which is loaded for that alone.
    const { statusOfLedger } = await import('../status-of-ledger.ts')
    return await statusOfLedger.run(given, surroundings)
  },
}
