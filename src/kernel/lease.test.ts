/** Who waits for a lease: woken when one is free, and not before. */
import { describe, expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { decodeState, dueTurns, encodeState, type PolicyLine } from './index.ts'

const company = (policy: readonly PolicyLine[] = []): StagedFirm => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
    policy,
  })
  for (const [work, engineer] of [
    ['w1', 'eve'],
    ['w2', 'bob'],
  ] as const) {
    firm.open('lea', 'change', 'offer', { work, spec: { paths: [`${work}.ts`] }, engineer })
    firm.say(engineer, `change:${work}`, 'accept', { plan: 'p' })
  }
  return firm
}

/** Bob delivers a commit that touches these files. */
const deliver = (firm: StagedFirm, touches: readonly string[]) => {
  const opened = firm.run({ type: 'open-turn', member: 'bob', enactment: 'change:w2' })
  const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
  return firm.run({
    type: 'commit-turn',
    turn,
    chosen: [{ enactment: 'change:w2', message: 'deliver', facts: { commit: 'c' } }],
    cites: [],
    noted: [],
    use: { ms: 1 },
    verdicts: [{ touches }],
    records: [],
    unfenced: false,
  })
}

/** Bob delivers a commit that touches what Eve holds. */
const deliverTooEarly = (firm: StagedFirm): void => {
  expect(deliver(firm, ['w1.ts']).ok).toBe(false)
}

const isDue = (firm: StagedFirm, member: string, enactment: string): boolean =>
  dueTurns(firm.state, firm.state.at).some(
    (due) => due.member === member && due.enactment === enactment,
  )

const cancel = (firm: StagedFirm, enactment: string): void => {
  firm.run({ type: 'end-enactment', enactment, as: 'cancelled', by: 'boss', because: '' })
}

describe('a delivery that waits for a lease', () => {
  it('is not tried again before the lease is free', () => {
    const firm = company()
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
    deliverTooEarly(firm)
    expect(isDue(firm, 'bob', 'change:w2')).toBe(false)
    cancel(firm, 'change:w1')
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
  })

  it('waits over a snapshot too', () => {
    const firm = company()
    deliverTooEarly(firm)
    Object.assign(firm.state, decodeState(encodeState(firm.state)))
    expect(isDue(firm, 'bob', 'change:w2')).toBe(false)
    cancel(firm, 'change:w1')
    expect(isDue(firm, 'bob', 'change:w2')).toBe(true)
  })
})

describe('a delivery that waits at a gate', () => {
  it('takes what its commit touches once it is let go, over a snapshot too', () => {
    const firm = company([
      { protocol: 'change', message: 'deliver', gate: { kind: 'approval', who: 'rob' } },
    ])
    expect(deliver(firm, ['w3.ts']).ok).toBe(true)
    expect(firm.state.leases.has('repo:w3.ts')).toBe(false)
    Object.assign(firm.state, decodeState(encodeState(firm.state)))
    const [intent = ''] = firm.state.intents.keys()
    expect(firm.run({ type: 'approve-intent', intent, by: 'rob', records: [] }).ok).toBe(true)
    expect(firm.state.leases.get('repo:w3.ts')).toBe('change:w2')
  })
})

describe('a freed lease', () => {
  it('wakes nobody who has taken all of theirs', () => {
    const firm = company()
    firm.state.wakes.clear()
    cancel(firm, 'change:w1')
    expect([...firm.state.wakes.keys()]).toEqual([''])
  })
})

describe('a round of work whose delivery touched more than it had leased', () => {
  it('begins with the leases that its chain holds already', () => {
    const firm = company()
    expect(deliver(firm, ['w3.ts']).ok).toBe(true)
    firm.say('rob', 'change:w2', 'judge', { verdict: { fails: { findings: [] } } })
    firm.say('lea', 'change:w2', 'redo')
    expect(firm.say('lea', 'change:w2~2', 'offer', { engineer: 'bob' }).ok).toBe(true)
    expect(firm.say('bob', 'change:w2~2', 'accept', { plan: 'again' })).toMatchObject({ ok: true })
  })
})

describe('a message that leases what it binds itself', () => {
  const edit = `
    protocol edit
    key edit
    roles window
    environments repo
    begin: window > window; out edit paths; lease paths
    finish: window > window; in paths; out outcome; ends completed
  `
  const windows = (): StagedFirm =>
    stageFirm({
      protocols: [change, edit],
      members: { lea: ['lead'], eve: ['engineer'], ada: ['window'], bea: ['window'] },
    })
  const begin = (firm: StagedFirm, member: string, key: string, paths: readonly string[]) =>
    firm.run({
      type: 'act-as-member',
      member,
      chosen: [{ enactment: '', opens: 'edit', message: 'begin', facts: { edit: key, paths } }],
      cites: [],
      verdicts: [],
      records: [],
    })

  it('is refused where another holds one of them, and leaves nothing', () => {
    const firm = windows()
    expect(begin(firm, 'ada', 'a', ['src/a.ts']).ok).toBe(true)
    const refused = begin(firm, 'bea', 'b', ['src/b.ts', 'src/a.ts'])
    expect(refused).toMatchInlineSnapshot(`
      {
        "events": [],
        "message": "repo:src/a.ts is held by edit:a (ada); bea is woken when it is free",
        "ok": false,
        "why": "turn-refused",
      }
    `)
    expect([...firm.state.leases]).toEqual([['repo:src/a.ts', 'edit:a']])
    expect(firm.state.used.has('edit:b')).toBe(false)
  })

  it('is refused where a hand-off holds the folder above', () => {
    const firm = windows()
    firm.open('lea', 'change', 'offer', { work: 'w', spec: { paths: ['src/'] }, engineer: 'eve' })
    firm.say('eve', 'change:w', 'accept', { plan: 'p' })
    expect(begin(firm, 'ada', 'a', ['src/a.ts'])).toMatchObject({ why: 'turn-refused' })
  })

  it('goes on once the operator has ended what held it', () => {
    const firm = windows()
    begin(firm, 'ada', 'a', ['src/a.ts'])
    cancel(firm, 'edit:a')
    expect(begin(firm, 'bea', 'b', ['src/a.ts']).ok).toBe(true)
  })

  it('does not give one path to two of a turn', () => {
    const firm = windows()
    const one = { enactment: '', opens: 'edit', message: 'begin' }
    const chosen = ['a', 'b'].map((key) => ({ ...one, facts: { edit: key, paths: ['src/a.ts'] } }))
    const both = firm.run({
      type: 'act-as-member',
      member: 'ada',
      chosen,
      cites: [],
      verdicts: [],
      records: [],
    })
    expect(both).toMatchObject({ why: 'turn-refused' })
    expect(firm.state.leases.size).toBe(0)
  })
})
