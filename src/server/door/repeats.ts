/** Replies that were given a moment ago: a call that is repeated gets the same, and happens once. */
import { type Clock, type Instant, later } from '../../base/index.ts'
import type { DoorReply } from '../../host/index.ts'

/** What was replied lately. */
export interface Repeats {
  /** The reply to what is named, made by the first who asks. */
  readonly once: (name: string, make: () => Promise<DoorReply>) => Promise<DoorReply>
}

interface Given {
  readonly reply: Promise<DoorReply>
  readonly until: Instant
}

/** As long as an agent tries one call again. Longer would let an old permission stand for a new one. */
export const repeatMsMax = 60_000

/** So many are kept; beyond them the oldest are forgotten first. */
const keptMax = 1_000

/** Nothing was replied yet. */
export const openRepeats = (clock: Clock): Repeats => {
  const given = new Map<string, Given>()
  const forget = (): void => {
    const now = clock.now()
    for (const [name, { until }] of given) {
      if (until > now && given.size < keptMax) return
      given.delete(name)
    }
  }
  return {
    once: async (name, make) => {
      forget()
      const before = given.get(name)
      if (before !== undefined) return await before.reply
      const reply = make()
      given.set(name, { reply, until: later(clock.now(), repeatMsMax) })
      return await reply
    },
  }
}
