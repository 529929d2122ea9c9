/** Instants: integer milliseconds since 1970 UTC in data, ISO on screens. */
declare const instantBrand: unique symbol
/** Milliseconds since 1970-01-01T00:00:00Z, an integer from 0 to 8.64e15. */
export type Instant = number & { readonly [instantBrand]: 'instant' }

const latest = 8.64e15

/** The instant in a number of milliseconds, or undefined where it is none. */
export const parseInstant = (ms: unknown): Instant | undefined =>
  typeof ms === 'number' && Number.isSafeInteger(ms) && ms >= 0 && ms <= latest
    ? (ms as Instant)
    : undefined

/** The instant so many milliseconds later; it stays within the range. */
export const later = (instant: Instant, byMs: number): Instant =>
  Math.min(latest, Math.max(0, Math.round(instant + byMs))) as Instant

/** ISO 8601 in UTC, to the millisecond. */
export const formatInstant = (instant: Instant): string => new Date(instant).toISOString()
