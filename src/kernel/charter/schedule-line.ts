/** Schedules as charters write them: `schedule('standup', every.week('monday', '09:00'), { wakes: 'lead', saying: … })`. */
import type { Rhythm, ScheduleForm, Weekday } from '../schedule-form.ts'

/** One schedule. */
export interface ScheduleLine<Who extends string = string> {
  readonly name: string
  readonly form: ScheduleForm & { readonly wakes: Who }
}

/** What a schedule does, and in which zone its times of day are. */
export interface ScheduleOptions<Who extends string> {
  /** The member that is woken between its tasks; what it then opens is its own choice. */
  readonly wakes: Who
  /** What that turn begins with. */
  readonly saying: string
  /** A zone of the time zone database, such as `Europe/Vienna`; UTC unless said. */
  readonly zone?: string
}

/** A schedule: it falls due by the clock, once for each time; of those missed while no host ran, once in all. */
export const schedule = <const Who extends string>(
  name: string,
  rhythm: Rhythm,
  { wakes, saying, zone = 'UTC' }: ScheduleOptions<Who>,
): ScheduleLine<Who> => ({ name, form: { rhythm, zone, wakes, saying } })

/** When something recurs. Times of day are `09:00`, in the schedule's zone. */
export const every: {
  /** So many minutes apart, counted from midnight; a count that divides a day. */
  readonly minutes: (count: number) => Rhythm
  readonly day: (at: string) => Rhythm
  readonly week: (on: Weekday, at: string) => Rhythm
} = {
  minutes: (count) => ({ kind: 'minutes', count }),
  day: (at) => ({ kind: 'day', at }),
  week: (on, at) => ({ kind: 'week', on, at }),
}

/** A rhythm as people read it: `each monday at 09:00, UTC`. */
export const formatRhythm = ({ rhythm, zone }: Pick<ScheduleForm, 'rhythm' | 'zone'>): string => {
  if (rhythm.kind === 'minutes') return `each ${rhythm.count} minutes`
  const day = rhythm.kind === 'day' ? 'day' : rhythm.on
  return `each ${day} at ${rhythm.at}, ${zone}`
}
