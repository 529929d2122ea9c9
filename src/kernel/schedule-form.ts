/** The canonical form of a schedule: when it falls due, whom it wakes, and what it says. */

/** The days of a week, as charters write them. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** A day of the week. */
export type Weekday = (typeof weekdays)[number]

/** When something recurs. Times of day are `09:00`, in the schedule's zone. */
export type Rhythm =
  | { readonly kind: 'minutes'; readonly count: number }
  | { readonly kind: 'day'; readonly at: string }
  | { readonly kind: 'week'; readonly on: Weekday; readonly at: string }

/** A schedule of the charter. */
export type ScheduleForm = {
  readonly rhythm: Rhythm
  /** A zone of the time zone database, such as `Europe/Vienna`. */
  readonly zone: string
  /** The member that is woken. */
  readonly wakes: string
  /** What its turn begins with. */
  readonly saying: string
}
