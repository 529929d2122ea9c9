/** Premises in a circle: A rests on what B binds, B on what C binds, and C on what A binds. */
import { describe, expect, it } from 'vitest'
import { breachesOf } from '../testing/ledger-oracle.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'

const view = `
  protocol view
  key topic
  roles holder
  take: holder > holder; out topic area grounds
  say: holder > holder; in topic; out answer
  close: holder > holder; in answer; out thanks; ends completed
`

const circle = [
  ['ana', 'a', 'b'],
  ['bob', 'b', 'c'],
  ['eve', 'c', 'a'],
] as const

const company = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [view],
    members: { ana: ['holder'], bob: ['holder'], eve: ['holder'] },
    under: ['answer/{grounds}'],
    stands: { answer: 'answer/{area}' },
  })
  for (const [member, area, grounds] of circle) {
    firm.open(member, 'view', 'take', { topic: area, area, grounds })
  }
  return firm
}

const say = (firm: StagedFirm, area: string, answer: string) => {
  const member = circle.find(([, own]) => own === area)?.[0] ?? ''
  return firm.say(member, `view:${area}`, 'say', { answer })
}

const mayAnswer = (firm: StagedFirm): readonly string[] =>
  circle.flatMap(([, area]) =>
    firm.state.open.get(`view:${area}`)?.facts.has('answer') === true ? [] : [area],
  )

describe('a circle of premises', () => {
  it('goes round once for each word that is new', () => {
    const firm = company()
    say(firm, 'c', 'one')
    say(firm, 'b', 'one')
    expect(mayAnswer(firm)).toEqual(['a'])
    say(firm, 'a', 'one')
    expect(mayAnswer(firm)).toEqual(['c'])
    say(firm, 'c', 'two')
    expect(mayAnswer(firm)).toEqual(['b'])
    say(firm, 'b', 'two')
    expect(mayAnswer(firm)).toEqual(['a'])
    expect(breachesOf(firm.events)).toEqual([])
  })

  it('comes to rest where somebody says again what stands', () => {
    const firm = company()
    for (const area of ['c', 'b', 'a']) say(firm, area, 'one')
    expect(mayAnswer(firm)).toEqual(['c'])
    firm.since()
    expect(say(firm, 'c', 'one').ok).toBe(true)
    expect(firm.since()).toEqual(['turn-opened', 'message-sent', 'turn-ended'])
    expect(firm.state.standing.get('answer/c')).toMatchObject({ version: 1, value: 'one' })
    expect(mayAnswer(firm)).toEqual([])
    expect(firm.state.open.get('view:c')?.rests.get('answer/a')).toBe(1)
    expect(breachesOf(firm.events)).toEqual([])
  })

  it('falls as a whole where one word is taken back, each once', () => {
    const firm = company()
    for (const area of ['c', 'b', 'a', 'c']) say(firm, area, 'one')
    firm.since()
    const [by, because] = ['boss', 'it was wrong'] as const
    firm.run({ type: 'retract-fact', enactment: 'view:b', fact: 'answer', by, because })
    expect(mayAnswer(firm)).toEqual(['a', 'b', 'c'])
    expect(firm.since()).toMatchInlineSnapshot(`
      [
        "fact-retracted",
        "enactment-reopened",
        "fact-retracted",
        "break-told",
        "enactment-reopened",
        "fact-retracted",
        "break-told",
        "enactment-reopened",
        "fact-retracted",
        "break-told",
      ]
    `)
    const epochs = circle.map(([, area]) => firm.state.open.get(`view:${area}`)?.epoch)
    expect(epochs).toEqual([1, 1, 2])
    expect(breachesOf(firm.events)).toEqual([])
  })
})
