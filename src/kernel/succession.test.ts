/** Who would bind what another has bound is over; nobody else is. */
import { describe, expect, it } from 'vitest'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'

const question = `
  protocol question
  key topic
  roles asker owner
  environments chain
  ask: asker > owner; out topic area
  draw: owner > chain; in area; out proof; does revocable draw area
  settle: owner > asker; in area; out answer
  close: asker > asker; in answer; out word; ends completed
`

const asking = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [question],
    members: { lea: ['asker'], rob: ['owner'] },
    stands: { answer: 'answer/{area}' },
  })
  for (const [topic, area] of [
    ['q1', 'names'],
    ['q2', 'names'],
    ['q3', 'colours'],
  ] as const) {
    firm.open('lea', 'question', 'ask', { topic, area })
  }
  return firm
}

describe('a standing key that is bound', () => {
  it('ends as superseded what would have bound it, and nothing else', () => {
    const firm = asking()
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    expect([...firm.state.open.keys()]).toEqual(['question:q1', 'question:q3'])
    expect(firm.events.filter((event) => event.type === 'ending-begun')).toMatchObject([
      {
        enactment: 'question:q2',
        as: 'superseded',
        by: 'rob',
        because: 'answer/names was bound in question:q1',
      },
    ])
  })

  it('leaves alone what has bound it before', () => {
    const firm = asking()
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    firm.open('lea', 'question', 'ask', { topic: 'q4', area: 'names' })
    firm.say('rob', 'question:q4', 'settle', { answer: 'snake' })
    expect(firm.state.standing.get('answer/names')).toMatchObject({ version: 2, value: 'snake' })
    expect(firm.state.open.has('question:q1')).toBe(true)
  })

  it('has what was done there undone first', () => {
    const firm = asking()
    firm.say('rob', 'question:q2', 'draw', { proof: 'p' })
    firm.settle()
    firm.say('rob', 'question:q1', 'settle', { answer: 'camel' })
    expect(firm.events.at(-2)).toMatchObject({ type: 'undo-started', enactment: 'question:q2' })
    const [effect = ''] = [...firm.state.effects.keys()]
    firm.run({ type: 'settle-undo', effect, receipt: {} })
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'superseded' })
  })
})
