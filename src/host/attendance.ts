/**
 * Attendance: what a person's screens report of their presence becomes the time in which veto windows run. Only time
 * between two reports of one screen counts, so a screen that is gone adds nothing.
 */
import type { Clock, Instant } from '../base/index.ts'

/** What one screen reports: the intents that it shows to a person who is there. */
export interface Presence {
  /** The screen's own name, one of a kind. */
  readonly screen: string
  readonly intents: readonly string[]
}

/** Counts attended time until somebody takes it to the ledger. What a host had not taken is lost with it. */
export interface Attendance {
  readonly report: (presence: Presence) => void
  /** Attended time of an intent that was not taken yet, in ms. */
  readonly countedMs: (intent: string) => number
  /** Everything counted so far, by intent; it is counted anew from here. */
  readonly take: () => { readonly [intent: string]: number }
}

/** Reports of one screen that lie further apart are two visits, and the time between them was nobody's. */
const reportMsMax = 10_000

/** Attendance of nobody yet. */
export const openAttendance = (clock: Clock): Attendance => {
  const visits = new Map<string, { readonly intents: ReadonlySet<string>; readonly at: Instant }>()
  let counted = new Map<string, number>()
  // Two screens of one person are one attention: each instant counts once.
  const through = new Map<string, Instant>()
  const count = (intent: string, since: Instant, now: Instant): void => {
    const from = Math.max(since, through.get(intent) ?? since)
    through.set(intent, now)
    if (now > from) counted.set(intent, (counted.get(intent) ?? 0) + now - from)
  }
  return {
    report: ({ screen, intents }) => {
      const now = clock.now()
      const before = visits.get(screen)
      if (before !== undefined && now - before.at <= reportMsMax) {
        for (const intent of intents) {
          if (before.intents.has(intent)) count(intent, before.at, now)
        }
      }
      for (const [name, { at }] of visits) if (now - at > reportMsMax) visits.delete(name)
      if (intents.length > 0) visits.set(screen, { intents: new Set(intents), at: now })
      else visits.delete(screen)
      if (visits.size === 0) through.clear()
    },
    countedMs: (intent) => counted.get(intent) ?? 0,
    take: () => {
      const taken = Object.fromEntries(counted)
      counted = new Map()
      return taken
    },
  }
}
