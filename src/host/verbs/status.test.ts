/** What a status says that no ledger knows: the clock of whoever looks, and what fails in the host that runs. */
import { describe, expect, it } from 'vitest'
import { type Instant, later } from '../../base/index.ts'
import { change, inquiry } from '../../testing/specimens.ts'
import { stageFirm } from '../../testing/staged-firm.ts'
import { statusOf } from './status.ts'

const dayMs = 86_400_000

describe('the status of a firm that nobody hosts', () => {
  const firm = stageFirm({
    protocols: [change, inquiry],
    members: { lea: ['lead', 'asker'], eve: ['engineer'], rob: ['reviewer', 'owner'] },
    budgets: [{ name: 'turns a day', unit: 'turns', limit: 2, per: 'day' }],
  })
  firm.open('lea', 'inquiry', 'ask', { topic: 'i1', until: 60_000 })
  firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
  const { state } = firm
  const statusAt = (now: Instant | undefined) =>
    statusOf({ state, unfenced: new Set(), ...(now === undefined ? {} : { now }) })

  it('tells a budget as spent until its day is over by the clock', () => {
    const spentAt = (now: Instant | undefined): readonly string[] =>
      statusAt(now).waiting.flatMap(({ kind, why }) => (kind === 'budget' ? [why] : []))
    const spent = ['it is spent until 1970-01-02T00:00:00.000Z']
    expect(spentAt(undefined)).toEqual(spent)
    expect(spentAt(state.at)).toEqual(spent)
    expect(spentAt(later(state.at, dayMs))).toEqual([])
  })

  it('tells an instant as passed once it has by the clock, though no event says so', () => {
    const toldAt = (now: Instant): readonly string[] =>
      statusAt(now).coming.flatMap(({ kind, why }) => (kind === 'instant' ? [why] : []))
    expect(toldAt(state.at)).toEqual([''])
    expect(toldAt(later(state.at, dayMs))).toEqual(['it has passed, and counts once a host runs'])
  })
})

it('what fails in the host waits for whoever can mend it, first of all', () => {
  const { state } = stageFirm({ protocols: [change], members: { lea: ['lead'] } })
  const trouble = {
    key: 'turn eve change:w1',
    enactment: 'change:w1',
    what: 'the turn of eve',
    why: 'the disk is full',
    hint: 'Free some space.',
  }
  expect(statusOf({ state, unfenced: new Set(), troubles: [trouble] }).waiting).toEqual([
    {
      kind: 'trouble',
      id: 'turn eve change:w1',
      enactment: 'change:w1',
      what: 'the turn of eve',
      by: '',
      why: 'the disk is full. Free some space.',
    },
  ])
})
