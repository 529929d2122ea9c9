/** When the charter's schedules fall due: the calendar, which the kernel does not know. */
import { Cron } from 'croner'
import type { Instant } from '../base/index.ts'
import type { FirmState, ScheduleForm } from '../kernel/index.ts'
import type { Host } from './host.ts'

/** A schedule and an instant of it. */
export interface ScheduledInstant {
  readonly schedule: string
  readonly form: ScheduleForm
  readonly at: Instant
}

/** The next instant of every schedule, by instant; one that has passed is still to fire. */
export const comingSchedules = (state: FirmState): readonly ScheduledInstant[] =>
  Object.entries(state.charter?.schedules ?? {})
    .flatMap(([schedule, form]) => {
      const at = nextInstantOf(form, state.schedules.get(schedule) ?? state.at)
      return at === undefined ? [] : [{ schedule, form, at }]
    })
    .toSorted((a, b) => a.at - b.at || (a.schedule < b.schedule ? -1 : 1))

/** Remembers the next instant of a charter's schedules, since computing it takes longer than a turn should. */
export interface Calendar {
  readonly next: (state: FirmState) => Instant | undefined
}

/** A calendar that has looked at nothing yet. */
export const openCalendar = (): Calendar => {
  let seen = ''
  let at: Instant | undefined
  return {
    next: (state) => {
      const { charterVersion, schedules } = state
      if (schedules.size === 0) return undefined
      const now = [charterVersion, ...schedules.values()].join(' ')
      if (now !== seen) at = comingSchedules(state)[0]?.at
      seen = now
      return at
    },
  }
}

/** Fires what has fallen due, each schedule once for all that was missed. Answers whether anything did. */
export const fireSchedules = async (host: Host): Promise<boolean> => {
  if (host.state.schedules.size === 0) return false
  const now = host.now()
  let fired = false
  for (const { schedule, form, at } of comingSchedules(host.state)) {
    if (at > now) break
    const due = lastInstantOf(form, now) ?? at
    const verdict = await host.submit({ type: 'fire-schedule', schedule, due })
    fired ||= verdict.ok
  }
  return fired
}

const nextInstantOf = (form: ScheduleForm, after: Instant): Instant | undefined =>
  instantOf(calendarOf(form).nextRun(new Date(after)))

// What falls due at this very instant has fallen due: the calendar looks before, so it is asked a moment later.
const lastInstantOf = (form: ScheduleForm, now: Instant): Instant | undefined =>
  instantOf(calendarOf(form).previousRuns(1, new Date(now + 1_000))[0] ?? null)

// The calendar counts whole seconds, and so do all instants of a schedule.
const instantOf = (date: Date | null): Instant | undefined =>
  date === null ? undefined : (date.getTime() as Instant)

const calendarOf = ({ rhythm, zone: timezone }: ScheduleForm): Cron =>
  new Cron(patternOf(rhythm), { timezone, paused: true })

/** The rhythm in the notation of cron, with seconds. */
const patternOf = (rhythm: ScheduleForm['rhythm']): string => {
  if (rhythm.kind === 'minutes') {
    const hours = rhythm.count / 60
    return rhythm.count < 60 ? `0 */${rhythm.count} * * * *` : `0 0 */${hours} * * *`
  }
  const [hour, minute] = rhythm.at.split(':').map(Number)
  const day = rhythm.kind === 'day' ? '*' : rhythm.on.slice(0, 3).toUpperCase()
  return `0 ${minute ?? 0} ${hour ?? 0} * * ${day}`
}
