/** The accounts of a ledger: each number from events alone, on ledgers made by hand. */
import { describe, expect, it } from 'vitest'
import { parseInstant, present } from '../../base/index.ts'
import type { FirmEvent, MessageSent } from '../../kernel/index.ts'
import { countAccounts, deliveredCommits } from './accounts.ts'

const at = present(parseInstant(1), 'an instant')
const path = 'decision/dead-links'

const host = (name: string): FirmEvent => ({ type: 'host-started', at, host: name, process: 1 })

const sent = (message: string, more: Partial<MessageSent> = {}): FirmEvent => ({
  type: 'message-sent',
  at,
  enactment: 'change:t1',
  message,
  by: 'eve',
  principal: 'eve',
  epoch: 0,
  facts: {},
  premises: [],
  ...more,
})

const delivered = (version: number, enactment = 'change:t1'): FirmEvent =>
  sent('deliver', { enactment, facts: { result: 'c1' }, premises: [{ path, version }] })

const decided = (version: number): FirmEvent =>
  sent('rule', { enactment: 'decision:d', standing: [{ fact: 'decided', path, version }] })

const settled = (outcome: 'done' | 'failed', enactment = 'change:t1'): FirmEvent => ({
  type: 'effect-settled',
  at,
  enactment,
  message: 'apply',
  effect: 'e1',
  outcome,
  receipt: {},
})

const judged = (verdict: 'meets' | 'fails'): FirmEvent =>
  sent('judge', { facts: { verdict: { [verdict]: { findings: [] } } } })

const everywhere = (): boolean => true

describe('the accounts', () => {
  it.each([
    {
      what: 'a merge that did not apply is a collision',
      events: [delivered(1), settled('failed')],
      counted: { collisions: 1 },
    },
    {
      what: 'a merge on a superseded answer is stale',
      events: [decided(1), delivered(1), decided(2), settled('done')],
      counted: { stale: 1 },
    },
    {
      what: 'a merge on the answer that stands is not',
      events: [decided(1), decided(2), delivered(2), settled('done')],
      counted: { stale: 0 },
    },
    {
      what: 'what was delivered before the kill and never merged is lost',
      events: [host('h1'), delivered(1), host('h2')],
      counted: { lost: 1 },
    },
    {
      what: 'what a further round merged is not lost',
      events: [
        host('h1'),
        delivered(1),
        host('h2'),
        delivered(1, 'change:t1~2'),
        settled('done', 'change:t1~2'),
      ],
      counted: { lost: 0 },
    },
    {
      what: 'what its reviewer failed is not lost',
      events: [host('h1'), delivered(1), judged('fails'), host('h2')],
      counted: { lost: 0 },
    },
    {
      what: 'without a second host nothing is lost',
      events: [host('h1'), delivered(1)],
      counted: { lost: 0 },
    },
  ])('$what', ({ events, counted }) => {
    expect(countAccounts(events, everywhere)).toMatchObject(counted)
  })

  it('call "done" false where a report was accepted whose commit git does not have', () => {
    const events = [delivered(1), judged('meets')]
    expect(countAccounts(events, () => false).falseDone).toBe(1)
    expect(countAccounts(events, everywhere).falseDone).toBe(0)
    expect(deliveredCommits(events)).toEqual(['c1'])
  })
})
