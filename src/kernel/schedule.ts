/**
 * Schedules: at instants of the wall clock a member is woken between tasks, and told why; what it then opens is its own
 * choice. The host computes the instants, since the kernel knows no calendar, and asks; each fires once (invariant 1),
 * and of those that were missed the last alone.
 */
import { encodeCanonical, formatInstant, type Instant } from '../base/index.ts'
import type { CharterForm } from './charter-form.ts'
import { clockName } from './clock-message.ts'
import type { FireSchedule } from './command.ts'
import type { ScheduleForm } from './schedule-form.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

/** A schedule falls due: at an instant of its own, after the last at which it did. */
export const decideSchedule = (state: FirmState, command: FireSchedule): Verdict => {
  const { schedule: name, due, at, host } = command
  const since = state.schedules.get(name)
  const schedule = state.charter?.schedules?.[name]
  if (since === undefined || schedule === undefined) {
    return refuse('nothing-to-do', `the charter has no schedule ${name}`)
  }
  if (due > at) return refuse('not-now', `${name} is due at ${formatInstant(due)}`)
  if (due <= since) return refuse('nothing-to-do', `${name} has fired for ${formatInstant(due)}`)
  const { wakes: member, saying } = schedule
  const text = `the schedule ${name} fell due at ${formatInstant(due)}: ${saying}`
  const told = { at, host, by: clockName, member, enactments: [''], text }
  return accept({ type: 'member-told', ...told, schedule: name, due })
}

/** Another charter is in force: a schedule that is new, or keeps other times, counts from now. */
export const keepSchedules = (
  state: FirmState,
  before: CharterForm | undefined,
  at: Instant,
): void => {
  const kept = new Map<string, Instant>()
  for (const [name, schedule] of Object.entries(state.charter?.schedules ?? {})) {
    const was = before?.schedules?.[name]
    const isSame = was !== undefined && timesOf(was) === timesOf(schedule)
    kept.set(name, isSame ? (state.schedules.get(name) ?? at) : at)
  }
  state.schedules = kept
}

const timesOf = ({ rhythm, zone }: ScheduleForm): string => encodeCanonical({ rhythm, zone })
