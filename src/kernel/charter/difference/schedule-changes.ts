/** What recurs from now on. */
import { encodeCanonical } from '../../../base/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { ScheduleForm } from '../../schedule-form.ts'
import { formatRhythm } from '../schedule-line.ts'

/** Schedules that come, go, or are other than before. */
export const scheduleChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const [was, is] = [before.schedules ?? {}, after.schedules ?? {}]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted()
  return names.flatMap((name) => changesOf(name, was[name], is[name]))
}

const changesOf = (
  name: string,
  was: ScheduleForm | undefined,
  is: ScheduleForm | undefined,
): readonly string[] => {
  if (is === undefined) return [`${name} no longer recurs`]
  if (was === undefined) return [`${name}: ${sayingOf(is)}`]
  if (encodeCanonical(was) === encodeCanonical(is)) return []
  return [`${name}: ${sayingOf(is)} (before: ${sayingOf(was)})`]
}

const sayingOf = (one: ScheduleForm): string =>
  `${formatRhythm(one)}, ${one.wakes} is woken: ${one.saying}`
