/** Parts of a piece of work: each an enactment of its own, in the order that was planned, and more by another split. */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/index.ts'
import { question } from '../testing/specimens.ts'
import { type StagedFirm, stagedCharter, stageFirm } from '../testing/staged-firm.ts'

const plan = `
  protocol plan
  key goal
  roles planner
  facts parts:each more:each
  begin: planner > planner; out goal parts
  add: planner > planner; in goal; out more
  join: planner > planner; in all(parts.completed) all(more.completed); out summary; ends completed
  drop: planner > planner; in all(parts) all(more); not all(parts.completed); ends failed
`

const staging = {
  protocols: [plan, question],
  members: { lea: ['planner', 'asker'], rob: ['owner'] },
}

/** A firm whose plans fall into questions. */
const planning = (): StagedFirm => {
  const firm = stageFirm(staging)
  const charter = stagedCharter(staging)
  const each = { kind: 'each', schema: {}, child: 'question' } as const
  const { plan: form } = charter.protocols
  if (form === undefined) throw new TypeError('the charter has the protocol plan')
  const facts = { ...form.facts, parts: each, more: each }
  const protocols = { ...charter.protocols, plan: { ...form, facts } }
  const next = { ...charter, protocols }
  firm.adopt(next)
  return firm
}

const part = (key: string, ...after: readonly string[]): JsonObject => ({
  key,
  facts: { topic: key, area: 'names' },
  ...(after.length === 0 ? {} : { after }),
})

const openIn = ({ state }: StagedFirm): readonly string[] =>
  [...state.open.keys()].filter((name) => name !== 'plan:g').toSorted()

const settle = (firm: StagedFirm, key: string): void => {
  expect(firm.say('rob', `question:${key}`, 'settle', { answer: key })).toMatchObject({ ok: true })
}

describe('parts with an order between them', () => {
  it('open when all that they come after have completed, and not before', () => {
    const firm = planning()
    const parts = [part('a'), part('b', 'a'), part('c', 'a', 'b'), part('d')]
    firm.open('lea', 'plan', 'begin', { goal: 'g', parts })
    expect(openIn(firm)).toEqual(['question:a', 'question:d'])
    settle(firm, 'd')
    expect(openIn(firm)).toEqual(['question:a'])
    settle(firm, 'a')
    expect(openIn(firm)).toEqual(['question:b'])
    settle(firm, 'b')
    expect(openIn(firm)).toEqual(['question:c'])
  })

  it('stay shut where one that they come after failed, and the work can still be dropped', () => {
    const firm = planning()
    firm.open('lea', 'plan', 'begin', { goal: 'g', parts: [part('a'), part('b', 'a')] })
    firm.run({
      type: 'end-enactment',
      enactment: 'question:a',
      as: 'cancelled',
      by: 'boss',
      because: '',
    })
    expect(openIn(firm)).toEqual([])
    firm.say('lea', 'plan:g', 'add', { more: [part('m')] })
    settle(firm, 'm')
    expect(firm.say('lea', 'plan:g', 'drop')).toMatchObject({ ok: true })
    expect(firm.state.open.size).toBe(0)
  })
})

describe('a split that cannot be', () => {
  it.each<readonly [string, readonly JsonObject[], string]>([
    ['lists nothing', [], 'parts lists no part'],
    ['lists what has no key', [part('a'), { facts: {} }], 'parts lists a part without a key'],
    ['lists a part twice', [part('a'), part('a')], 'parts lists the part a twice'],
    ['goes in a circle', [part('a', 'b'), part('b', 'a')], 'the part a of parts comes after b'],
    ['comes after what is not there', [part('a', 'x')], 'the part a of parts comes after x'],
  ])('is refused where it %s', (_what, parts, sentence) => {
    const firm = planning()
    const verdict = firm.open('lea', 'plan', 'begin', { goal: 'g', parts: [...parts] })
    expect(verdict.ok).toBe(false)
    expect(verdict.events.at(-1)).toMatchObject({ type: 'turn-refused', why: 'schema' })
    expect(JSON.stringify(verdict)).toContain(sentence)
    expect(firm.state.open.size).toBe(0)
  })
})

describe('a whole that is cancelled', () => {
  const cancel = (firm: StagedFirm, enactment: string): void => {
    const order = { type: 'end-enactment', as: 'cancelled', by: 'boss', because: '' } as const
    expect(firm.run({ ...order, enactment })).toMatchObject({ ok: true })
  }

  it('ends its parts, and opens none that waited', () => {
    const firm = planning()
    const parts = [part('a'), part('b', 'a'), part('d')]
    firm.open('lea', 'plan', 'begin', { goal: 'g', parts })
    cancel(firm, 'plan:g')
    expect(firm.state.open.size).toBe(0)
    const ended = firm.events.flatMap((event) =>
      event.type === 'enactment-ended' ? [`${event.enactment} ${event.as}`] : [],
    )
    expect(ended).toEqual(['question:a cancelled', 'question:d cancelled', 'plan:g cancelled'])
  })

  it('ends at once where nothing but what waits is left', () => {
    const firm = planning()
    firm.open('lea', 'plan', 'begin', { goal: 'g', parts: [part('a'), part('b', 'a')] })
    cancel(firm, 'question:a')
    cancel(firm, 'plan:g')
    expect(firm.state.open.size).toBe(0)
  })
})

describe('another split', () => {
  it('brings more parts, which may come after those of the first only where they are its own', () => {
    const firm = planning()
    firm.open('lea', 'plan', 'begin', { goal: 'g', parts: [part('a')] })
    expect(firm.say('lea', 'plan:g', 'add', { more: [part('m'), part('n', 'm')] })).toMatchObject({
      ok: true,
    })
    expect(openIn(firm)).toEqual(['question:a', 'question:m'])
    settle(firm, 'a')
    settle(firm, 'm')
    expect(openIn(firm)).toEqual(['question:n'])
    settle(firm, 'n')
    expect(firm.say('lea', 'plan:g', 'join', { summary: 'done' })).toMatchObject({ ok: true })
    expect(firm.state.open.size).toBe(0)
  })
})
