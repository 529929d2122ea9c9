/** What a charter's schedules may not say. */
import { expect, test } from 'vitest'
import { code, id, pass, protocol } from '../../../protocol/index.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import { compileFirm, every, goal, person, schedule, script } from '../index.ts'
import type { Weekday } from '../../schedule-form.ts'
import type { ScheduleLine } from '../schedule-line.ts'

const ping = protocol('ping', {
  key: 'it',
  roles: ['asker'],
  facts: { it: id() },
  messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
})
const asking = code(ping, 'asker', { ask: () => pass('nothing to ask') })

const spec: AnyFirmSpec = {
  goal: goal('Ship v1', { owner: 'ana', measure: 'npm test' }),
  members: { ana: person({ roles: ['operator'] }), lea: script({ roles: ['asker'] }, asking) },
  protocols: [ping],
}

const wakesLea = { wakes: 'lea', saying: 'look around' }

const mistakes = (...schedules: readonly ScheduleLine[]): string => {
  try {
    compileFirm('acme', { ...spec, schedules })
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('a schedule of known times and a member that acts is right, and stands in the form', () => {
  const line = schedule('standup', every.week('monday', '09:00'), wakesLea)
  expect(compileFirm('acme', { ...spec, schedules: [line] }).form.schedules).toEqual({
    standup: { rhythm: { kind: 'week', on: 'monday', at: '09:00' }, zone: 'UTC', ...wakesLea },
  })
})

test.each<readonly [string, readonly ScheduleLine[]]>([
  ["'25:00' is no time of day", [schedule('a', every.day('25:00'), wakesLea)]],
  ["'moonday' is no day", [schedule('a', every.week('moonday' as Weekday, '09:00'), wakesLea)]],
  ['7 minutes do not divide', [schedule('a', every.minutes(7), wakesLea)]],
  [
    "'Vienna' is no time zone",
    [schedule('a', every.day('09:00'), { ...wakesLea, zone: 'Vienna' })],
  ],
  ["'bob' is no member", [schedule('a', every.day('09:00'), { ...wakesLea, wakes: 'bob' })]],
  ["'ana' is a person", [schedule('a', every.day('09:00'), { ...wakesLea, wakes: 'ana' })]],
  ['a schedule has no name', [schedule(' ', every.day('09:00'), wakesLea)]],
  [
    "there is a schedule 'a' already, at schedules[0]",
    [schedule('a', every.day('09:00'), wakesLea), schedule('a', every.day('10:00'), wakesLea)],
  ],
])('is told that %s', (sentence, schedules) => {
  expect(mistakes(...schedules)).toContain(sentence)
})
