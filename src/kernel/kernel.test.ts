/** The kernel on the hand-off at home: what is accepted, refused, held, told and undone. */
import { describe, expect, it } from 'vitest'
import { type JsonObject, present } from '../base/index.ts'
import { type StagedFirm, stageFirm, type Staging } from '../testing/staged-firm.ts'
import { change, order, question } from '../testing/specimens.ts'
import { emptyState, evolve, type LeaseWait, leaseWaitsIn, menuIn } from './index.ts'

const company = (more: Partial<Staging> = {}): StagedFirm =>
  stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
    ...more,
  })

const offer = (
  firm: StagedFirm,
  work: string,
  options: { engineer?: string; paths?: string[] } = {},
) =>
  firm.open('lea', 'change', 'offer', {
    work,
    spec: { paths: options.paths ?? ['src/a.ts'] },
    engineer: options.engineer ?? 'eve',
  })

const waitsOf = ({ state }: StagedFirm): readonly LeaseWait[] =>
  leaseWaitsIn(state, present(state.open.get('change:w2'), 'w2 is open'), 'bob')

const menuNames = (firm: StagedFirm, member: string, enactment: string): string[] => {
  const open = firm.state.open.get(enactment)
  return open === undefined ? [] : menuIn(firm.state, open, member).map((entry) => entry.message)
}

describe('the hand-off', () => {
  it('goes from an offer to a merge, once', () => {
    const firm = company()
    expect(offer(firm, 'w1').ok).toBe(true)
    expect(firm.say('eve', 'change:w1', 'accept', { plan: 'do it' }).ok).toBe(true)
    expect(firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' }).ok).toBe(true)
    expect(firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } }).ok).toBe(true)
    expect(firm.say('lea', 'change:w1', 'merge').ok).toBe(true)
    expect(firm.since().at(-2)).toBe('message-sent')
    expect(firm.settle().ok).toBe(true)
    expect(firm.since()).toEqual(['effect-settled', 'enactment-ended'])
    expect([...firm.state.open.keys()]).toEqual([])
    expect(firm.state.leases.size).toBe(0)
  })

  it('refuses a message that is not on the menu, and says what is', () => {
    const firm = company()
    offer(firm, 'w1')
    const verdict = firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
    expect(verdict).toMatchObject({
      ok: false,
      why: 'turn-refused',
      message: 'deliver is not on the menu of eve in change:w1; on it: accept, decline',
    })
  })

  it('leaves a member alone that is refused again and again for what it says', () => {
    const firm = company()
    offer(firm, 'w1')
    const isWoken = (): boolean => firm.state.wakes.get('change:w1')?.has('eve') === true
    for (let tries = 1; tries <= 5; tries += 1) {
      expect(isWoken(), `before try ${tries}`).toBe(true)
      firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
    }
    expect(isWoken()).toBe(false)
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    expect(isWoken()).toBe(true)
  })

  it('gives who has failed too often one more try for each news, however that one ends', () => {
    const firm = company()
    offer(firm, 'w1')
    const isWoken = (): boolean => firm.state.wakes.get('change:w1')?.has('eve') === true
    for (let tries = 1; tries <= 3; tries += 1) {
      expect(isWoken(), `before try ${tries}`).toBe(true)
      const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
      const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
      firm.run({ type: 'end-turn', turn, how: 'failed', why: 'it fell over', use: { ms: 1 } })
    }
    expect(isWoken()).toBe(false)
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
    expect(isWoken()).toBe(false)
  })

  it('gives a key once, ever', () => {
    const firm = company()
    offer(firm, 'w1')
    firm.say('eve', 'change:w1', 'decline')
    expect(firm.state.open.size).toBe(0)
    expect(offer(firm, 'w1')).toMatchObject({ ok: false, why: 'turn-refused' })
  })

  it('never lets the author review', () => {
    const firm = company({
      members: { lea: ['lead'], eve: ['engineer', 'reviewer'], rob: ['reviewer'] },
    })
    offer(firm, 'w1')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    expect(firm.state.open.get('change:w1')?.roles.get('reviewer')?.member).toBe('rob')
    expect(menuNames(firm, 'eve', 'change:w1')).toEqual([])
  })

  it('keeps a message off the menu while another holds its lease', () => {
    const firm = company()
    offer(firm, 'w1', { paths: ['src'] })
    offer(firm, 'w2', { engineer: 'bob', paths: ['src/a.ts'] })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    expect(menuNames(firm, 'bob', 'change:w2')).toEqual(['decline'])
    expect(waitsOf(firm)).toEqual([
      {
        message: 'accept',
        why: 'repo:src is held by change:w1 (eve, lea); bob is woken when it is free',
      },
    ])
    expect(firm.say('bob', 'change:w2', 'accept', { plan: 'p' })).toMatchObject({
      message: 'repo:src is held by change:w1 (eve, lea); bob is woken when it is free',
    })
    firm.run({
      type: 'end-enactment',
      enactment: 'change:w1',
      as: 'cancelled',
      by: 'boss',
      because: '',
    })
    expect(menuNames(firm, 'bob', 'change:w2')).toEqual(['accept', 'decline'])
    expect(waitsOf(firm)).toEqual([])
    expect(firm.state.wakes.get('change:w2')?.has('bob')).toBe(true)
  })

  it('takes at delivery what its commit touches, and waits only for who began earlier', () => {
    const firm = company()
    offer(firm, 'w1', { paths: ['a.ts'] })
    offer(firm, 'w2', { engineer: 'bob', paths: ['b.ts'] })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    const deliver = (member: string, enactment: string, touches: readonly string[]) => {
      const opened = firm.run({ type: 'open-turn', member, enactment })
      const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
      return firm.run({
        type: 'commit-turn',
        turn,
        chosen: [{ enactment, message: 'deliver', facts: { commit: 'c' } }],
        cites: [],
        noted: [],
        use: { ms: 1 },
        verdicts: [{ touches }],
        records: [],
        unfenced: false,
      })
    }
    expect(deliver('bob', 'change:w2', ['b.ts', 'a.ts'])).toMatchObject({
      why: 'turn-refused',
      message: 'deliver touches repo:a.ts, which another holds; bob is woken when it is free',
    })
    expect(deliver('eve', 'change:w1', ['a.ts', 'b.ts', 'c.ts']).ok).toBe(true)
    expect(firm.state.leases.get('repo:c.ts')).toBe('change:w1')
    expect(firm.state.leases.get('repo:b.ts')).toBe('change:w2')
  })

  it('opens a round after a verdict that fails, and ends with it', () => {
    const firm = company()
    offer(firm, 'w1')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    firm.say('rob', 'change:w1', 'judge', { verdict: { fails: {} } })
    firm.since()
    expect(firm.say('lea', 'change:w1', 'redo').ok).toBe(true)
    expect(firm.since()).toEqual(['turn-opened', 'message-sent', 'enactment-opened', 'turn-ended'])
    expect(menuNames(firm, 'lea', 'change:w1~2')).toEqual(['offer'])
    expect(firm.say('lea', 'change:w1~2', 'offer', { engineer: 'bob' }).ok).toBe(true)
    firm.say('bob', 'change:w1~2', 'accept', { plan: 'p2' })
    firm.say('bob', 'change:w1~2', 'deliver', { commit: 'c2' })
    firm.say('rob', 'change:w1~2', 'judge', { verdict: { meets: {} } })
    firm.say('lea', 'change:w1~2', 'merge')
    firm.settle()
    expect(firm.state.open.size).toBe(0)
    expect(firm.events.filter((event) => event.type === 'enactment-ended')).toMatchObject([
      { enactment: 'change:w1~2', as: 'completed' },
      { enactment: 'change:w1', as: 'completed' },
    ])
  })
})

describe('a protocol with two kinds of rounds', () => {
  const text = `
    protocol draft
    key work
    roles lead writer
    facts verdict(good|poor|wrong)
    ask: lead > writer; out work spec
    write: writer > lead; in spec; out text
    judge: lead > writer; in text; out verdict
    polish: lead > writer; in verdict.poor; round write keep spec max 3 then failed
    restart: lead > writer; in verdict.wrong; round ask max 3 then failed
    take: lead > writer; in verdict.good; ends completed
  `
  const written = (verdict: JsonObject): StagedFirm => {
    const firm = stageFirm({ protocols: [text], members: { lea: ['lead'], wim: ['writer'] } })
    firm.open('lea', 'draft', 'ask', { work: 'w1', spec: 'short' })
    firm.say('wim', 'draft:w1', 'write', { text: 't' })
    firm.say('lea', 'draft:w1', 'judge', { verdict })
    return firm
  }

  it.each([
    ['polish', { poor: 'dull' }, 'wim', 'write', true],
    ['restart', { wrong: 'off' }, 'lea', 'ask', false],
  ] as const)('opens the one that was asked for: %s', (message, verdict, first, next, keeps) => {
    const firm = written(verdict)
    expect(firm.say('lea', 'draft:w1', message).ok).toBe(true)
    expect(menuNames(firm, first, 'draft:w1~2')).toEqual([next])
    expect(firm.state.open.get('draft:w1~2')?.facts.has('spec')).toBe(keeps)
  })
})

describe('gates', () => {
  const approval: Staging['policy'] = [
    { protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'rob' } },
  ]
  const toMerge = (policy: Staging['policy']): StagedFirm => {
    const firm = company({ policy: policy ?? [] })
    offer(firm, 'w1')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
    firm.since()
    firm.say('lea', 'change:w1', 'merge')
    return firm
  }

  it('hold a choice as an intent that starts nothing', () => {
    const firm = toMerge(approval)
    expect(firm.since()).toEqual(['turn-opened', 'intent-held', 'turn-ended'])
    expect(firm.state.effects.size).toBe(0)
    expect(firm.state.intents.get('i1')).toMatchObject({ by: 'lea', gate: { who: 'rob' } })
  })

  it('release it when the right member approves', () => {
    const firm = toMerge(approval)
    expect(
      firm.run({ type: 'approve-intent', intent: 'i1', by: 'eve', records: [] }),
    ).toMatchObject({
      why: 'not-yours',
    })
    expect(firm.run({ type: 'approve-intent', intent: 'i1', by: 'rob', records: [] }).ok).toBe(true)
    expect(firm.state.effects.size).toBe(1)
  })

  it('remember a veto by its content, and the third ends the message', () => {
    const firm = toMerge(approval)
    const veto = (intent: string) =>
      firm.run({ type: 'veto-intent', intent, by: 'boss', because: 'no', forGood: false })
    expect(veto('i1').ok).toBe(true)
    expect(firm.say('lea', 'change:w1', 'merge')).toMatchObject({
      why: 'turn-refused',
      message: 'merge was vetoed with this very content',
    })
    expect(firm.state.open.has('change:w1')).toBe(true)
  })

  it('vetoed for good and unread, it ends the enactment as failed', () => {
    const firm = toMerge(approval)
    firm.run({ type: 'veto-intent', intent: 'i1', by: 'boss', because: 'no', forGood: true })
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'failed' })
  })

  it('need the operator for what is irreversible, and a signature', () => {
    const firm = stageFirm({ protocols: [order], members: { cleo: ['clerk'] } })
    firm.open('cleo', 'order', 'reserve', { order: 'o1', item: 'x', amount: 1 })
    firm.settle()
    firm.say('cleo', 'order:o1', 'charge')
    firm.settle()
    firm.say('cleo', 'order:o1', 'ship')
    expect(firm.state.intents.size).toBe(1)
    expect(
      firm.run({ type: 'approve-intent', intent: 'i1', by: 'boss', records: [] }),
    ).toMatchObject({ why: 'bad-signature' })
  })
})

describe('an ending other than completed', () => {
  it('undoes what was done, dependants first', () => {
    const firm = stageFirm({ protocols: [order], members: { cleo: ['clerk'] } })
    firm.open('cleo', 'order', 'reserve', { order: 'o1', item: 'x', amount: 1 })
    firm.settle()
    firm.say('cleo', 'order:o1', 'charge')
    firm.run({
      type: 'end-enactment',
      enactment: 'order:o1',
      as: 'cancelled',
      by: 'boss',
      because: '',
    })
    firm.since()
    firm.settle()
    expect(firm.since()).toEqual(['effect-settled', 'undo-started'])
    const undo = () => {
      const [effect = ''] = [...firm.state.effects.keys()]
      return firm.run({ type: 'settle-undo', effect, receipt: {} })
    }
    expect(undo().ok).toBe(true)
    expect(firm.events.at(-1)).toMatchObject({ type: 'undo-started', message: 'reserve' })
    undo()
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'cancelled' })
  })
})

describe('premises', () => {
  const asking = (): StagedFirm =>
    stageFirm({
      protocols: [change, question],
      members: {
        lea: ['lead', 'asker'],
        eve: ['engineer'],
        bob: ['engineer'],
        rob: ['reviewer'],
        boss: ['operator', 'owner'],
      },
      under: ['answer/{spec.area}'],
      stands: { answer: 'answer/{area}' },
    })
  const offered = (firm: StagedFirm, work: string, area: string, engineer: string) =>
    firm.open('lea', 'change', 'offer', { work, spec: { area, paths: [work] }, engineer })
  const answer = (firm: StagedFirm, topic: string, value: string) => {
    firm.open('lea', 'question', 'ask', { topic, area: 'names' })
    return firm.say('boss', `question:${topic}`, 'settle', { answer: value })
  }
  const working = (): StagedFirm => {
    const firm = asking()
    answer(firm, 'q1', 'camel')
    offered(firm, 'w1', 'names', 'eve')
    offered(firm, 'w2', 'colours', 'bob')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    firm.since()
    return firm
  }

  it('that change are told to exactly those who rest on them', () => {
    const firm = working()
    answer(firm, 'q2', 'snake')
    expect(firm.events.filter((event) => event.type === 'break-told')).toMatchObject([
      { path: 'answer/names', from: 1, to: 2, enactments: ['change:w1'], members: ['eve', 'lea'] },
    ])
    expect(firm.state.open.get('change:w1')?.news.get('eve')).toMatchObject([
      { text: 'answer/names is at version 2 now, by boss' },
    ])
    expect(firm.state.open.get('change:w2')?.news.size).toBe(0)
  })

  it('open again what was said on the old version, and nothing else', () => {
    const firm = working()
    answer(firm, 'q2', 'snake')
    expect(firm.events.filter((event) => event.type === 'enactment-reopened')).toMatchObject([
      { enactment: 'change:w1', epoch: 1, messages: ['accept'], facts: ['plan'] },
    ])
    expect(menuNames(firm, 'eve', 'change:w1')).toEqual(['accept', 'decline'])
    expect(menuNames(firm, 'bob', 'change:w2')).toEqual(['deliver'])
    expect(firm.say('eve', 'change:w1', 'accept', { plan: 'p2' }).ok).toBe(true)
  })

  it('refuse a turn that was opened on the old version', () => {
    const firm = working()
    const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    answer(firm, 'q2', 'snake')
    const commit = (noted: readonly { path: string; version: number }[], message: string) =>
      firm.run({
        type: 'commit-turn',
        turn,
        chosen: [{ enactment: 'change:w1', message, facts: { plan: 'p3' } }],
        cites: [],
        noted,
        use: { ms: 1 },
        verdicts: [],
        records: [],
        unfenced: false,
      })
    expect(commit([], 'accept')).toMatchObject({
      events: [{ type: 'turn-refused', why: 'premise-broken', broken: [{ version: 2 }] }],
    })
  })

  it('of which a running turn took note let it go on', () => {
    const firm = working()
    const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    answer(firm, 'q2', 'snake')
    const verdict = firm.run({
      type: 'commit-turn',
      turn,
      chosen: [{ enactment: 'change:w1', message: 'accept', facts: { plan: 'p3' } }],
      cites: [],
      noted: [{ path: 'answer/names', version: 2 }],
      use: { ms: 1 },
      verdicts: [],
      records: [],
      unfenced: false,
    })
    expect(verdict.ok).toBe(true)
  })

  it('count absence as version 0, so that the first answer is news too', () => {
    const firm = asking()
    offered(firm, 'w1', 'names', 'eve')
    const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    expect(opened.events[0]).toMatchObject({ premises: [{ path: 'answer/names', version: 0 }] })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    firm.run({ type: 'end-turn', turn, how: 'passed', why: 'no answer yet', use: { ms: 1 } })
    expect(firm.state.wakes.get('change:w1')?.has('eve')).toBe(false)
    answer(firm, 'q1', 'camel')
    expect(firm.state.wakes.get('change:w1')?.has('eve')).toBe(true)
  })

  it('that broke twice give the next turn a hold, which others wait for', () => {
    const firm = working()
    for (const topic of ['q2', 'q3']) {
      const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
      const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
      answer(firm, topic, topic)
      firm.run({
        type: 'commit-turn',
        turn,
        chosen: [{ enactment: 'change:w1', message: 'accept', facts: { plan: 'p' } }],
        cites: [],
        noted: [],
        use: { ms: 1 },
        verdicts: [],
        records: [],
        unfenced: false,
      })
    }
    const third = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    expect(third.events.map((event) => event.type)).toEqual(['turn-opened', 'hold-taken'])
  })
})

describe('replay', () => {
  it('gives the same state from the events alone', () => {
    const firm = company()
    offer(firm, 'w1')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    const again = emptyState()
    for (const event of structuredClone(firm.events)) evolve(again, event)
    expect(again.open.get('change:w1')?.course).toEqual(firm.state.open.get('change:w1')?.course)
    expect(again.position).toBe(firm.state.position)
  })
})
