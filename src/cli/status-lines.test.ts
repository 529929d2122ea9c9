import { expect, it } from 'vitest'
import type { FirmStatus, MemberStatus } from '../api/index.ts'
import { statusLines } from './status-lines.ts'

const member = (name: string, mind: string, over: Partial<MemberStatus> = {}): MemberStatus => ({
  name,
  roles: [mind === 'window' ? 'window' : 'operator'],
  mind,
  unfenced: false,
  paused: false,
  takenOverBy: null,
  doing: [],
  ...over,
})

const status: FirmStatus = {
  firm: 'acme',
  goal: 'ship',
  position: 3,
  at: 0,
  charter: 1,
  paused: false,
  operator: 'ana',
  forkedFrom: null,
  members: [
    member('ana', 'person'),
    member('ada', 'window'),
    member('ben', 'window'),
    member('cleo', 'window', { paused: true }),
    member('dan', 'window'),
  ],
  windows: [
    {
      visit: 'window:ada-3',
      seat: 'ada',
      agent: 'claude',
      folder: '/repo',
      until: null,
      edits: [],
      wants: [],
    },
  ],
  coming: [],
  waiting: [],
  held: [],
}

it('a seat in which no window sits is told as free, and not as somebody who does nothing', () => {
  expect(statusLines(status).slice(3, 10)).toEqual([
    'Who does what',
    '  ana   operator  person  –',
    '  ada   window    window  –',
    '  cleo  window    window  paused',
    '',
    'Free seats: ben, dan. A window of a coding agent takes one when it begins.',
    '',
  ])
})

it('a firm without seats says nothing of them', () => {
  const lines = statusLines({ ...status, members: [member('ana', 'person')] })
  expect(lines.join('\n')).not.toContain('seats')
})

it('keeps the mend in sight, however long a reason is', () => {
  const why = 'the program ended with 1: '.repeat(20)
  const stalled = { kind: 'stalled', id: 'ada', enactment: 'w1', what: 'deliver', by: 'ada', why }
  const waiting = [{ ...stalled, at: 0 }] as unknown as FirmStatus['waiting']
  const line = statusLines({ ...status, waiting }).find((one) => one.includes('no longer tries'))
  expect(line?.length).toBeLessThan(200)
  expect(line).toMatch(/… +firm tell ada "…"$/)
})
