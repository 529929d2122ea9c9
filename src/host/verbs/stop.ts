/** The verb `stop`: ends the host; turns under way are told to stop, and nothing acknowledged is lost. */
import { z } from 'zod'
import { accepted } from '../../base/index.ts'
import { type HostVerb, hostVerb } from './host-verb.ts'

export const stop: HostVerb = hostVerb(z.object({}), async (desk) => {
  desk.stop()
  return accepted({ process: desk.host.options.process, openTurns: desk.host.state.turns.size })
})
