/** Schedules: a name each, times that a clock has, a zone that is known, and a member that takes turns by itself. */
import { weekdays } from '../../schedule-form.ts'
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { ScheduleLine } from '../schedule-line.ts'
import { wokenMistakes } from './woken-rule.ts'

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/

/** Spans that divide an hour or a day, so that they fall at the same times each day. */
const counts: readonly number[] = [
  1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720,
]

/** What is wrong with the schedules, line by line. */
export const scheduleMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const lines = spec.schedules ?? []
  return lines.flatMap((line, index) => {
    const place = `schedules[${index}]`
    const earlier = lines.findIndex(({ name }) => name === line.name)
    const wrong = [
      ...(earlier < index ? [again(line.name, earlier)] : []),
      ...(line.name.trim() === '' ? [noName] : []),
      ...timeMistakes(line),
      ...zoneMistakes(line),
      ...wokenMistakes(spec, line.form.wakes),
    ]
    return wrong.map((mistake) => ({ place, ...mistake }))
  })
}

type Mistake = Omit<CharterMistake, 'place'>

const again = (name: string, earlier: number): Mistake => ({
  sentence: `there is a schedule '${name}' already, at schedules[${earlier}]`,
  mend: 'Give each a name of its own.',
})

const noName: Mistake = {
  sentence: 'a schedule has no name',
  mend: 'Name it: `firm status` and the ledger call it so.',
}

const timeMistakes = ({ form: { rhythm } }: ScheduleLine): readonly Mistake[] => {
  if (rhythm.kind === 'minutes') {
    if (counts.includes(rhythm.count)) return []
    const sentence = `${rhythm.count} minutes do not divide a day into equal hours`
    return [{ sentence, mend: `Take one of ${counts.join(', ')}.` }]
  }
  const wrongDay: readonly Mistake[] =
    rhythm.kind === 'week' && !weekdays.includes(rhythm.on)
      ? [{ sentence: `'${String(rhythm.on)}' is no day`, mend: `Take one of ${orList(weekdays)}.` }]
      : []
  if (timePattern.test(rhythm.at)) return wrongDay
  const sentence = `'${rhythm.at}' is no time of day`
  return [...wrongDay, { sentence, mend: 'Write hours and minutes: `09:00`.' }]
}

const zoneMistakes = ({ form: { zone } }: ScheduleLine): readonly Mistake[] => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return []
  } catch {
    const mend = 'Name one of the time zone database: `UTC`, `Europe/Vienna`, `Asia/Tokyo`.'
    return [{ sentence: `'${zone}' is no time zone`, mend }]
  }
}
