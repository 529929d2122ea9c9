/** Memory as a projection: what it keeps of a firm's life, and that replay gives it again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, type FirmEvent } from '../kernel/index.ts'
import { stageFirm, type StagedFirm } from '../testing/staged-firm.ts'
import { change, question } from '../testing/specimens.ts'
import { wander, wanderer } from '../testing/wander.ts'
import { decodeMemory, emptyMemory, encodeMemory, type Memory, records, remember } from './index.ts'

const remembered = (events: readonly FirmEvent[], memory: Memory = emptyMemory()): Memory => {
  for (const event of events) remember(memory, event, memory.position + 1)
  return memory
}

const company = (): StagedFirm =>
  stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
  })

const worked = (): StagedFirm => {
  const firm = company()
  const spec = { paths: ['src/a.ts'] }
  firm.open('lea', 'change', 'offer', { work: 'w1', spec, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'patch it' })
  firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
  firm.say('rob', 'change:w1', 'judge', { verdict: { fails: { note: 'no test' } } })
  return firm
}

describe('memory', () => {
  it('is the same from a snapshot, from the start and from the firm that lived', () => {
    const numbers = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 120 })
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const firm = wanderer()
        wander(firm, before)
        const halfway = remembered(firm.events)
        const state = decodeState(encodeState(firm.state))
        const reopened = decodeMemory(encodeMemory(halfway), state)
        const cut = firm.events.length
        wander(firm, after)
        const rest = firm.events.slice(cut)
        const whole = encodeMemory(remembered(structuredClone(firm.events)))
        expect(encodeMemory(remembered(rest, halfway))).toBe(whole)
        expect(encodeMemory(remembered(rest, reopened))).toBe(whole)
      }),
      { numRuns: 15 },
    )
  })

  it('keeps a verdict that failed with the places and the plan that it failed on', () => {
    const memory = remembered(worked().events)
    expect([...memory.attempts.values()]).toMatchObject([
      {
        kind: 'verdict',
        by: 'rob',
        because: 'verdict says fails',
        paths: ['src/a.ts'],
        facts: [
          { fact: 'spec' },
          { fact: 'plan', value: 'patch it' },
          { fact: 'commit' },
          { fact: 'verdict', value: { fails: { note: 'no test' } } },
        ],
      },
    ])
  })

  it('gives a round the places of the round before it', () => {
    const firm = worked()
    firm.say('lea', 'change:w1', 'redo')
    const memory = remembered(firm.events)
    expect(memory.traces.get('change:w1~2')).toMatchObject({
      root: 'change:w1',
      paths: ['src/a.ts'],
    })
  })

  it('counts a report that named what does not exist as broken, by principal and protocol', () => {
    const firm = company()
    firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a'] }, engineer: 'eve' })
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    firm.run({
      type: 'commit-turn',
      turn,
      chosen: [{ enactment: 'change:w1', message: 'deliver', facts: { commit: 'dead' } }],
      cites: [],
      noted: [],
      use: { ms: 1 },
      verdicts: [{ missing: 'the commit dead does not exist' }],
      records: [],
      unfenced: false,
    })
    const memory = remembered(firm.events)
    expect(records(memory)).toEqual([{ principal: 'eve', domain: 'change', kept: 0, broken: 1 }])
    expect([...memory.attempts.values()].at(-1)).toMatchObject({
      kind: 'refused',
      because: 'the commit dead does not exist',
    })
  })

  it('counts a delivery whose commit exists as kept', () => {
    const firm = worked()
    const charter = structuredClone(firm.events[1])
    if (charter?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    const form = charter.charter.protocols['change']
    Object.assign(form?.environments['repo'] ?? {}, { kind: 'git' })
    Object.assign(form?.facts['commit'] ?? {}, { schema: { format: 'git-commit' } })
    const memory = remembered([charter, ...firm.events.slice(2)])
    expect(records(memory)).toEqual([{ principal: 'eve', domain: 'change', kept: 1, broken: 0 }])
  })

  it('keeps every version of what stands, with who said it and when', () => {
    const firm = stageFirm({
      protocols: [question],
      members: { lea: ['asker'], rob: ['owner'] },
      stands: { answer: 'answer/{area}' },
    })
    for (const [topic, answer] of [
      ['q1', 'camel'],
      ['q2', 'snake'],
    ] as const) {
      firm.open('lea', 'question', 'ask', { topic, area: 'names' })
      firm.say('rob', `question:${topic}`, 'settle', { answer })
    }
    expect(remembered(firm.events).standing.get('answer/names')).toMatchObject([
      { version: 1, value: 'camel', by: 'rob', enactment: 'question:q1' },
      { version: 2, value: 'snake', by: 'rob', enactment: 'question:q2' },
    ])
  })
})
