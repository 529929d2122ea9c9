/** What is due is kept as events come: it equals a search over everything that is awake, after every event. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../base/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import { dueTurnsSearched, nextAlarmSearched } from '../testing/searched-due.ts'
import { question, split } from '../testing/specimens.ts'
import { stagedCharter, type StagedFirm, stageFirm, type Staging } from '../testing/staged-firm.ts'
import { terseForm } from '../testing/terse-form.ts'
import { wander, wanderer } from '../testing/wander.ts'
import {
  decodeState,
  dueTurns,
  emptyState,
  encodeState,
  evolve,
  isDueTurn,
  nextAlarm,
  nextTurns,
  type TurnOpened,
} from './index.ts'

const moves = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 160 })

describe('what is due', () => {
  it('is what a search over everything awake finds, after every event of a random firm', () => {
    let found = 0
    fc.assert(
      fc.property(moves, fc.nat(9), (numbers, silence) => {
        const firm = wanderer()
        wander(firm, numbers)
        const state = emptyState()
        for (const [place, event] of structuredClone(firm.events).entries()) {
          evolve(state, event)
          // Between two questions any number of events may have come.
          if (place % (silence + 1) !== 0) continue
          const searched = dueTurnsSearched(state, state.at)
          expect(dueTurns(state, state.at)).toEqual(searched)
          expect(nextAlarm(state)).toEqual(nextAlarmSearched(state))
          for (const due of searched) expect(isDueTurn(state, state.at, due)).toBe(true)
          found += searched.length
        }
      }),
      { numRuns: 40 },
    )
    expect(found).toBeGreaterThan(1_000)
  })

  it('is the same in a firm that was opened from its snapshot', () => {
    fc.assert(
      fc.property(moves, fc.double({ min: 0, max: 1, noNaN: true }), (numbers, share) => {
        const firm = wanderer()
        wander(firm, numbers)
        const events = structuredClone(firm.events)
        const cut = Math.floor(share * events.length)
        const lived = emptyState()
        for (const event of events.slice(0, cut)) {
          evolve(lived, event)
          dueTurns(lived, lived.at)
        }
        const opened = decodeState(encodeState(lived))
        expect(dueTurns(opened, opened.at)).toEqual(dueTurns(lived, lived.at))
        for (const event of events.slice(cut)) {
          evolve(lived, event)
          evolve(opened, event)
        }
        expect(dueTurns(opened, opened.at)).toEqual(dueTurns(lived, lived.at))
        expect(encodeState(opened)).toBe(encodeState(lived))
      }),
      { numRuns: 20 },
    )
  })

  it('comes first to each member as far as it may have turns open', () => {
    const firm = wanderer()
    for (const work of ['w1', 'w2', 'w3']) {
      const spec = { area: 'names', paths: [`src/${work}.ts`] }
      firm.open('lea', 'change', 'offer', { work, spec, engineer: work === 'w2' ? 'bob' : 'eve' })
    }
    const next = (taken: readonly string[]): readonly string[] =>
      nextTurns(firm.state, firm.state.at, {
        isWanted: (member) => member !== 'lea',
        isTaken: ({ enactment }) => enactment === '' || taken.includes(enactment),
      }).map(({ member, enactment }) => `${member} ${enactment}`)
    expect(next([])).toEqual(['eve change:w1', 'bob change:w2'])
    expect(next(['change:w1'])).toEqual(['bob change:w2', 'eve change:w3'])
    firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w3' })
    expect(next([])).toEqual(['bob change:w2'])
  })
})

/** Where a member could open a turn now. */
const dueFor = (firm: StagedFirm, member: string): readonly string[] =>
  dueTurns(firm.state, firm.state.at).flatMap((due) =>
    due.member === member ? [due.enactment] : [],
  )

const opened = (firm: StagedFirm, member: string, enactment: string): TurnOpened => {
  const { events } = firm.run({ type: 'open-turn', member, enactment })
  return events.find((event) => event.type === 'turn-opened') as TurnOpened
}

const tell = (firm: StagedFirm, member: string, enactment: string): void =>
  evolve(firm.state, {
    type: 'member-told',
    ...stamp,
    member,
    by: 'boss',
    text: 'go on',
    enactments: [enactment],
  })

/** The staged charter with one protocol changed, adopted. */
const adopt = (firm: StagedFirm, staging: Staging, ...changed: ProtocolForm[]): void => {
  const staged = stagedCharter(staging)
  const forms = Object.fromEntries(changed.map((form) => [form.name, form]))
  const charter = { ...staged, protocols: { ...staged.protocols, ...forms } }
  firm.adopt(charter)
}

const stamp = { at: 9_000 as Instant, host: 'h1' }

const task = `
  protocol task
  key work
  roles lead engineer
  environments repo
  facts engineer:member verdict(meets|fails)
  offer: lead > engineer; out work spec engineer
  take: engineer > lead; in spec; out plan; lease spec.paths
  deliver: engineer > lead; in plan; out commit
  judge: lead > engineer; in commit; out verdict
  redo: lead > engineer; in verdict.fails; round offer keep engineer max 3 then failed
  close: lead > engineer; in verdict.meets; out thanks; ends completed
`

const tasks = (paths: { readonly [work: string]: string }): StagedFirm => {
  const firm = stageFirm({
    protocols: [task],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'] },
  })
  for (const [work, path] of Object.entries(paths)) {
    const engineer = work === 'w1' ? 'eve' : 'bob'
    firm.open('lea', 'task', 'offer', { work, spec: { paths: [path] }, engineer })
  }
  return firm
}

describe('what a member has to say changes', () => {
  it.each([
    ['the same file', 'src/a.ts', 'src/a.ts'],
    ['the folder above', 'src/a.ts', 'src'],
    ['a file below', 'src', 'src/a.ts'],
  ])('where another takes a lease on %s, and where it frees it', (_what, mine, taken) => {
    const firm = tasks({ w1: mine, w2: taken })
    expect(dueFor(firm, 'eve')).toEqual(['task:w1'])
    firm.say('bob', 'task:w2', 'take', { plan: 'p' })
    expect(dueFor(firm, 'eve')).toEqual([])
    const [by, because] = ['boss', ''] as const
    firm.run({ type: 'end-enactment', enactment: 'task:w2', as: 'cancelled', by, because })
    expect(dueFor(firm, 'eve')).toEqual(['task:w1'])
  })

  it('where its own chain of rounds no longer holds other resources', () => {
    const firm = tasks({ w1: 'a.ts' })
    firm.say('eve', 'task:w1', 'take', { plan: 'p' })
    const { turn } = opened(firm, 'eve', 'task:w1')
    const chosen = [{ enactment: 'task:w1', message: 'deliver', facts: { commit: 'c' } }]
    const judged = { verdicts: [{ touches: ['b.ts'] }], records: [], unfenced: false }
    firm.run({ type: 'commit-turn', turn, chosen, cites: [], noted: [], use: { ms: 1 }, ...judged })
    firm.say('lea', 'task:w1', 'judge', { verdict: { fails: {} } })
    firm.say('lea', 'task:w1', 'redo')
    firm.say('lea', 'task:w1~2', 'offer', { spec: { paths: ['c.ts'] } })
    expect(dueFor(firm, 'eve')).toEqual([])
    const resources = ['repo:a.ts', 'repo:b.ts']
    const [enactment, by, because] = ['task:w1', 'boss', ''] as const
    evolve(firm.state, { type: 'lease-lifted', ...stamp, enactment, resources, by, because })
    expect(dueFor(firm, 'eve')).toEqual(['task:w1~2'])
  })

  it('with the last part of what it planned', () => {
    const planning = terseForm(split)
    const parts = { kind: 'each', schema: {}, child: 'question' } as const
    const staging = {
      protocols: [split, question],
      members: { lea: ['planner', 'asker'], rob: ['owner'] },
    }
    const firm = stageFirm(staging)
    adopt(firm, staging, { ...planning, facts: { ...planning.facts, parts } })
    const planned = ['q1', 'q2'].map((key) => ({ key, facts: { topic: key, area: 'names' } }))
    firm.open('lea', 'split', 'plan', { goal: 'g', parts: planned })
    tell(firm, 'lea', '')
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    expect(dueFor(firm, 'lea')).toEqual([''])
    firm.say('rob', 'question:q2', 'settle', { answer: 'snake' })
    expect(dueFor(firm, 'lea')).toEqual(['', 'split:g'])
  })

  it('with what it rests on, which is final or not', () => {
    const [settle, make] = [
      { protocol: 'query', message: 'settle', gate: { kind: 'silent' } },
      { protocol: 'build', message: 'make', gate: { kind: 'silent' } },
    ] as const
    const firm = stageFirm({
      protocols: [
        `
          protocol query
          key topic
          roles asker owner
          environments chain
          ask: asker > owner; out topic area
          settle: owner > chain; in topic; out answer; does revocable settle answer; ends completed
        `,
        `
          protocol build
          key job
          roles maker
          environments shop
          begin: maker > maker; out job item
          make: maker > shop; in item; does irreversible make item; ends completed
        `,
      ],
      members: { lea: ['asker'], rob: ['owner'], eve: ['maker'] },
      under: ['answer/{item.area}'],
      stands: { answer: 'answer/{area}' },
      policy: [settle, make],
    })
    firm.open('lea', 'query', 'ask', { topic: 'q1', area: 'names' })
    firm.open('eve', 'build', 'begin', { job: 'j1', item: { area: 'names' } })
    const { turn } = opened(firm, 'eve', 'build:j1')
    firm.run({ type: 'end-turn', turn, how: 'passed', why: 'later', use: { ms: 1 } })
    tell(firm, 'eve', 'build:j1')
    expect(dueFor(firm, 'eve')).toEqual(['build:j1'])
    firm.say('rob', 'query:q1', 'settle', { answer: 'camel' })
    const [effect = ''] = firm.state.effects.keys()
    firm.run({ type: 'settle-effect', effect, outcome: 'done', receipt: {}, finality: 'seen' })
    expect(dueFor(firm, 'eve')).toEqual([])
    firm.run({ type: 'observe-finality', enactment: 'query:q1', fact: 'settle', finality: 'final' })
    expect(dueFor(firm, 'eve')).toEqual(['build:j1'])
  })

  it('with an intent of its own that goes', () => {
    const gate = { kind: 'approval', who: 'rob' } as const
    const firm = stageFirm({
      protocols: [question],
      members: { lea: ['asker'], rob: ['owner'] },
      policy: [{ protocol: 'question', message: 'ask', gate }],
    })
    firm.open('lea', 'question', 'ask', { topic: 'q1', area: 'names' })
    tell(firm, 'lea', '')
    expect(dueFor(firm, 'lea')).toEqual([])
    firm.run({ type: 'approve-intent', intent: 'i1', by: 'rob', records: [] })
    expect(dueFor(firm, 'lea')).toEqual([''])
  })

  it('with a charter that gives it a role', () => {
    const staging = { protocols: [question], members: { lea: ['asker'], rob: ['owner'] } }
    const firm = stageFirm(staging)
    expect(dueFor(firm, 'rob')).toEqual([])
    adopt(firm, { ...staging, members: { lea: ['asker'], rob: ['owner', 'asker'] } })
    expect(dueFor(firm, 'rob')).toEqual([''])
  })

  it('with a takeover that makes it the author of what it would check', () => {
    const paper = `
      protocol paper
      key paper
      roles author reader checker
      put: author > reader; out paper
      check: checker > author; in paper; out remark; ends completed
    `
    const staging = {
      protocols: [paper],
      members: { ana: ['author'], rob: ['reader', 'checker'] },
    }
    const firm = stageFirm(staging)
    adopt(firm, staging, { ...terseForm(paper), distinct: [['author', 'checker']] })
    firm.open('ana', 'paper', 'put', { paper: 'p1' })
    expect(dueFor(firm, 'rob')).toEqual(['paper:p1'])
    evolve(firm.state, { type: 'takeover-begun', ...stamp, member: 'ana', by: 'rob' })
    expect(dueFor(firm, 'rob')).toEqual([])
  })
})
