/** `firm stop`: ends the host that runs. */
import { z } from 'zod'
import { stopForm } from '../../api/verbs/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import { connectFirm } from '../open-firm/socket-wire.ts'
import type { Verb } from '../verb.ts'

export const stop: Verb = {
  ...stopForm,
  run: async (_given, surroundings) => {
    const { places } = await firmNeeds(surroundings)
    const client = await connectFirm(places.socket)
    if (client === undefined) {
      return { exit: 'done', lines: ['No host runs.'], json: { process: null } }
    }
    const stopped = await client.call('stop', {})
    await client.ended
    const { process: pid } = z
      .object({ process: z.int() })
      .parse(stopped.ok ? stopped.value : { process: 0 })
    const lines = [`The host of process ${pid} has ended; work goes on with the next.`]
    return { exit: 'done', lines, json: { process: pid } }
  },
}
