/** Forgeries in the book: so many in one firm's name within an hour are recorded, and whoever forges fills no ledger. */
import { type Instant, later } from '../base/index.ts'
import type { LetterRefused } from './apart-event.ts'

/** How many are recorded in the name of one firm within `forgeryWindowMs`. */
export const forgeriesMax = 10

const forgeryWindowMs = 3_600_000

/** What was recorded in the name of one firm since an instant. */
export interface Forgeries {
  readonly since: Instant
  readonly count: number
}

/** When a forgery in a firm's name is recorded again; undefined where the next one is. */
export const silentUntil = (
  { forgeries }: { readonly forgeries: ReadonlyMap<string, Forgeries> },
  firm: string,
  at: Instant,
): Instant | undefined => {
  const known = forgeries.get(firm)
  if (known === undefined || known.count < forgeriesMax) return undefined
  const until = later(known.since, forgeryWindowMs)
  return at < until ? until : undefined
}

/** Counts what was recorded. */
export const noteForgery = (
  { forgeries }: { readonly forgeries: Map<string, Forgeries> },
  { by, at }: LetterRefused,
): void => {
  const known = forgeries.get(by)
  const isOver = known === undefined || at >= later(known.since, forgeryWindowMs)
  forgeries.set(by, isOver ? { since: at, count: 1 } : { ...known, count: known.count + 1 })
}
