/** A brief as a mind reads it: what it holds, in which order, within its budget, for whose eyes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOfJson, type Json, type JsonObject, parseInstant, present } from '../../base/index.ts'
import { type FirmEvent } from '../../kernel/index.ts'
import { change, question } from '../../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../../testing/staged-firm.ts'
import { wander, wanderer } from '../../testing/wander.ts'
import {
  type Brief,
  composeBrief,
  decodeMemory,
  emptyMemory,
  encodeMemory,
  type Memory,
  remember,
} from '../index.ts'

const remembered = (events: readonly FirmEvent[]): Memory => {
  const memory = emptyMemory()
  for (const [index, event] of events.entries()) remember(memory, event, index + 1)
  return memory
}

const countTokens = (text: string): number => Math.ceil(text.length / 4)

const briefOf = (firm: StagedFirm, member: string, enactment: string, tokensMax = 2_000): Brief => {
  const role = firm.state.charter?.members[member]?.roles[0] ?? ''
  const ask = { member, enactment, role }
  const options = { tokensMax, countTokens }
  return composeBrief(remembered(firm.events), firm.state, { ask, options })
}

/** The tokens of the sections' pieces, less those that are about these. */
const tokensIn = (
  { receipt }: Brief,
  sections: readonly string[],
  besides: readonly string[] = [],
): number =>
  receipt.included
    .filter(({ section, what }) => sections.includes(section) && !besides.includes(what))
    .reduce((sum, { tokens }) => sum + tokens, 0)

const company = (): StagedFirm =>
  stageFirm({
    protocols: [change, question],
    members: {
      lea: ['lead', 'asker'],
      eve: ['engineer'],
      bob: ['engineer'],
      nia: ['engineer'],
      rob: ['reviewer', 'owner'],
    },
    under: ['answer/{spec.area}'],
    stands: { answer: 'answer/{area}' },
  })

const offer = (firm: StagedFirm, work: string, engineer: string): void => {
  const spec = { area: 'names', paths: ['src/a.ts'] }
  firm.open('lea', 'change', 'offer', { work, spec, engineer })
}

const answer = (firm: StagedFirm, topic: string, value: string): void => {
  firm.open('lea', 'question', 'ask', { topic, area: 'names' })
  firm.say('rob', `question:${topic}`, 'settle', { answer: value })
}

/** Eve fails on a file; the answer changes; the same file is offered to a newcomer. */
const storied = (): StagedFirm => {
  const firm = company()
  answer(firm, 'q1', 'camel')
  offer(firm, 'w1', 'eve')
  firm.say('eve', 'change:w1', 'accept', { plan: 'rename by hand' })
  firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
  firm.say('rob', 'change:w1', 'judge', { verdict: { fails: { note: 'a caller was missed' } } })
  const [by, because] = ['boss', 'given to another'] as const
  firm.run({ type: 'end-enactment', enactment: 'change:w1', as: 'cancelled', by, because })
  offer(firm, 'w2', 'bob')
  offer(firm, 'w3', 'nia')
  const opened = firm.run({ type: 'open-turn', member: 'nia', enactment: 'change:w3' })
  const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
  firm.run({ type: 'end-turn', turn, how: 'passed', why: 'I look around', use: { ms: 1 } })
  answer(firm, 'q2', 'snake')
  return firm
}

describe('a brief', () => {
  it('says what is to be known of the worktree, and counts it', () => {
    const firm = storied()
    const ask = { member: 'nia', enactment: 'change:w3', role: 'engineer' }
    const options = { tokensMax: 2_000, countTokens }
    const worktree = ['Only a part is laid out.']
    const brief = composeBrief(remembered(firm.events), firm.state, {
      ask: { ...ask, worktree },
      options,
    })
    expect(brief.text).toContain('\n## Your worktree\n- Only a part is laid out.\n')
    expect(brief.receipt.included.map(({ section }) => section)).toContain('worktree')
  })

  it('gives a newcomer the decision, the failed attempt, the neighbour and the menu, in this order', () => {
    expect(briefOf(storied(), 'nia', 'change:w3').text).toMatchInlineSnapshot(`
      "You are nia, engineer in change:w3, an enactment of change in acme. The goal: ship

      ## What changed since your last turn here
      - answer/names is at version 2 now, by rob

      ## The task
      - work (offer, by lea): w3
      - spec (offer, by lea): {"area":"names","paths":["src/a.ts"]}
      - engineer (offer, by lea): nia

      ## What stands, and your turn rests on
      - answer/names (version 2, by rob in question:q2): snake; before it said camel

      ## What was tried and did not succeed
      - rob said judge in change:w1: verdict says fails (plan: rename by hand; commit: c0ffee; verdict: {"fails":{"note":"a caller was missed"}})
      - change:w1 ended as cancelled by boss: given to another

      ## Who acts nearby
      - change:w2 (bob as engineer, lea as lead); works on src/a.ts

      ## Whom to ask
      - rob: said answer/names
      - lea: lead here
      - boss: the operator

      ## What you may do now
      - accept: binds plan: anything; tells lead; takes a lease on spec.paths
      - decline: tells lead; ends as failed
      - pass, and say why
      "
    `)
  })

  it('comes with the receipt of what it holds', () => {
    const { receipt, tokens } = briefOf(storied(), 'nia', 'change:w3')
    expect(receipt.tokens).toBe(tokens)
    expect(receipt.leftOut).toEqual([])
    expect(receipt.included.map(({ section, what }) => `${section}: ${what}`))
      .toMatchInlineSnapshot(`
        [
          "you: you",
          "changed: answer/names is at version 2 now, by rob",
          "task: work",
          "task: spec",
          "task: engineer",
          "standing: answer/names version 2",
          "tried: change:w1 at 22",
          "tried: change:w1 at 25",
          "nearby: change:w2",
          "ask: rob",
          "ask: lea",
          "ask: boss",
          "menu: accept",
          "menu: decline",
          "menu: pass",
        ]
      `)
  })

  it('tells its tokens by what they were: what the last brief said too is repeated', () => {
    const firm = storied()
    firm.say('nia', 'change:w3', 'accept', { plan: 'rename with a tool' })
    firm.say('nia', 'change:w3', 'deliver', { commit: 'c0c0a' })
    const first = briefOf(firm, 'rob', 'change:w3')
    const { text } = briefOf(firm, 'nia', 'change:w3')
    expect(text).toContain('- plan (accept, by nia)')
    expect(first.receipt.tokensBy).toEqual({
      task: tokensIn(first, ['you', 'task'], ['plan', 'commit']),
      memory: tokensIn(first, ['changed', 'standing', 'tried', 'nearby', 'ask']),
      handOff: tokensIn(first, ['task'], ['work', 'spec', 'engineer']),
      menu: tokensIn(first, ['menu']),
      repeated: 0,
    })
    expect(first.receipt.tokensBy.handOff).toBeGreaterThan(0)
    const ask = { member: 'rob', enactment: 'change:w3', role: 'reviewer' }
    const saidBefore = (said: string): boolean => first.said.includes(said)
    const options = { tokensMax: 2_000, countTokens }
    const memory = remembered(firm.events)
    const again = composeBrief(memory, firm.state, { ask: { ...ask, saidBefore }, options })
    const { task, memory: known, handOff, menu } = first.receipt.tokensBy
    const repeated = task + known + handOff + menu
    expect(again.receipt.tokensBy).toEqual({ task: 0, memory: 0, handOff: 0, menu: 0, repeated })
  })

  it('leaves out what decides least, and says so', () => {
    const { text, receipt } = briefOf(storied(), 'nia', 'change:w3', 190)
    expect(receipt.tokens).toBeLessThanOrEqual(190)
    expect(text).toContain('answer/names is at version 2 now')
    expect(text).toContain('- accept')
    expect(receipt.leftOut.map(({ section, why }) => `${section}: ${why}`)).toMatchInlineSnapshot(`
      [
        "tried: budget",
        "nearby: budget",
        "ask: budget",
        "ask: budget",
      ]
    `)
  })

  it('holds no fact whose audience leaves the member out', () => {
    const firm = storied()
    const adopted = firm.events[1]
    if (adopted?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    const { change: form, question: asked } = adopted.charter.protocols
    Object.assign(form?.facts['spec'] ?? {}, { audience: ['lead'] })
    Object.assign(form?.facts['verdict'] ?? {}, { audience: ['lead'] })
    Object.assign(form?.facts['plan'] ?? {}, { audience: ['lead'] })
    Object.assign(asked?.facts['answer'] ?? {}, { audience: ['owner'] })
    const { text, receipt } = briefOf(firm, 'nia', 'change:w3')
    for (const secret of ['src/a.ts"', 'snake', 'camel', 'rename by hand', 'says fails']) {
      expect(text).not.toContain(secret)
    }
    expect(text).toContain('- answer/names is at version 2 now, by rob\n')
    expect(receipt.leftOut).toEqual([
      { section: 'task', what: 'spec', why: 'audience' },
      { section: 'standing', what: 'answer/names', why: 'audience' },
    ])
  })

  it('shows in the lobby who does what and what may be opened', () => {
    expect(briefOf(storied(), 'lea', '').text).toMatchInlineSnapshot(`
      "You are lea of acme, between tasks. The goal: ship

      ## What was tried and did not succeed
      - change:w1 ended as cancelled by boss: given to another (spec: {"area":"names","paths":["src/a.ts"]}; plan: rename by hand; commit: c0ffee; verdict: {"fails":{"note":"a caller was missed"}})

      ## Who acts nearby
      - change:w2 (bob as engineer, lea as lead); works on src/a.ts
      - change:w3 (nia as engineer, lea as lead); works on src/a.ts

      ## Whom to ask
      - boss: the operator

      ## What you may do now
      - offer (opens change): binds work: anything, spec: anything, engineer: anything; tells engineer
      - ask (opens question): binds topic: anything, area: anything; tells owner
      - pass, and say why
      "
    `)
  })

  it('says whose lease keeps a message off the menu, and no more once it is free', () => {
    const firm = storied()
    const lines = (): readonly string[] =>
      briefOf(firm, 'nia', 'change:w3')
        .text.split('\n')
        .filter((line) => line.includes('accept:'))
    firm.say('bob', 'change:w2', 'accept', { plan: 'by a tool' })
    expect(lines()).toEqual([
      '- not yet accept: repo:src/a.ts is held by change:w2 (bob, lea); nia is woken when it is free',
    ])
    firm.say('bob', 'change:w2', 'deliver', { commit: 'c0ffee' })
    const [by, because] = ['boss', 'no longer wanted'] as const
    firm.run({ type: 'end-enactment', enactment: 'change:w2', as: 'cancelled', by, because })
    expect(lines()).toEqual([expect.stringContaining('- accept: binds plan')])
  })

  it('tells the very same failure once, with how often, when first and when last', () => {
    const firm = storied()
    const failed = (at: number, facts: JsonObject): FirmEvent => ({
      type: 'turn-refused',
      at: present(parseInstant(at), 'an instant'),
      host: 'a',
      turn: `turn ${at}`,
      by: 'nia',
      enactment: 'change:w3',
      message: 'accept',
      why: 'schema',
      detail: 'the plan names no file',
      broken: [],
      facts,
      use: { ms: 1 },
    })
    const again = [1_000, 2_000, 61_000].map((at) => failed(at, { plan: 'as before' }))
    const other = failed(70_000, { plan: 'otherwise' })
    const memory = remembered([...firm.events, ...again, other])
    const told = [...memory.attempts.values()].filter(({ by }) => by === 'nia')
    expect(told.map(({ times }) => times)).toEqual([3, 1])
    const ask = { member: 'nia', enactment: 'change:w3', role: 'engineer' }
    Object.assign(firm.state, { position: memory.position })
    const { text } = composeBrief(memory, firm.state, {
      ask,
      options: { tokensMax: 2_000, countTokens },
    })
    expect(text).toContain(
      '- nia tried accept here (4 times, first on 1970-01-01T00:00:01.000Z, last on 1970-01-01T00:01:10.000Z): the plan names no file',
    )
    const restored = decodeMemory(encodeMemory(memory), firm.state)
    expect(encodeMemory(restored)).toBe(encodeMemory(memory))
  })

  it('shows what stands in content within its budget, and asks for nothing that may not be read', () => {
    const firm = storied()
    const moved = (value: Json): Json => ({ $content: hashOfJson(value), bytes: 9 })
    for (const event of firm.events) {
      if (event.type === 'message-sent' && 'spec' in event.facts) {
        Object.assign(event.facts, { spec: moved('the long spec') })
      }
    }
    const facts = firm.state.open.get('change:w3')?.facts
    Object.assign(facts?.get('spec') ?? {}, { value: moved('the long spec') })
    const shown = (contentOf: (name: string) => Json | undefined): string => {
      const ask = { member: 'nia', enactment: 'change:w3', role: 'engineer', contentOf }
      const options = { tokensMax: 2_000, countTokens }
      return composeBrief(remembered(firm.events), firm.state, { ask, options }).text
    }
    const asked: string[] = []
    const names = (name: string): undefined => void asked.push(name)
    expect(shown(names)).toContain('- spec (offer, by lea): (9 bytes, kept in content)\n')
    expect(new Set(asked)).toEqual(new Set([hashOfJson('the long spec')]))
    expect(shown(() => 'the long spec')).toContain('- spec (offer, by lea): the long spec\n')
    const adopted = firm.events[1]
    if (adopted?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    Object.assign(adopted.charter.protocols['change']?.facts['spec'] ?? {}, { audience: ['lead'] })
    expect(shown(() => expect.unreachable('nobody may read it here'))).not.toContain('spec (offer')
  })

  it('stays within its budget, whatever happened, and is the same each time', () => {
    const numbers = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 120 })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 400, max: 2_000 }), (moves, tokensMax) => {
        const firm = wanderer()
        wander(firm, moves)
        const memory = remembered(firm.events)
        for (const enactment of ['', ...firm.state.open.keys()]) {
          for (const member of ['lea', 'eve', 'rob']) {
            const ask = { member, enactment, role: 'lead' }
            const asked = { ask, options: { tokensMax, countTokens } }
            const brief = composeBrief(memory, firm.state, asked)
            expect(brief.tokens).toBeLessThanOrEqual(tokensMax)
            expect(composeBrief(memory, firm.state, asked)).toEqual(brief)
          }
        }
      }),
      { numRuns: 8 },
    )
  })
})
