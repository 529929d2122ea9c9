/** A client of a firm that is open in this very process, for commands that find no host. */
import type { FirmClient } from '../../client/index.ts'
import { type Desk, performVerb, watch } from '../../host/verbs/index.ts'

/** The client of a desk; closing it closes the firm. */
export const localClient = (desk: Desk, close: () => Promise<void>): FirmClient => {
  let over: () => void = () => undefined
  const ended = new Promise<undefined>((resolve) => {
    over = () => resolve(undefined)
  })
  return {
    call: async (verb, args) => await performVerb(desk, verb, args),
    watch: async (after, tell) => await watch(desk, after, tell).caughtUp,
    ended,
    close: async () => {
      over()
      await close()
    },
  }
}
