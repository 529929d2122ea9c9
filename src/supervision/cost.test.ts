/** The meter of coordination: what is counted, by role and protocol, and what stays unknown. */
import { describe, expect, it } from 'vitest'
import type { FirmEvent } from '../kernel/index.ts'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { type CostLine, costOf, emptyMeter, meterEvent } from './index.ts'

const metered = (events: readonly FirmEvent[]): readonly CostLine[] => {
  const meter = emptyMeter()
  for (const event of events) meterEvent(meter, event)
  return costOf(meter)
}

const lineOf = (events: readonly FirmEvent[], role: string): CostLine | undefined =>
  metered(events).find((line) => line.role === role && line.protocol === 'change')

const company = (): StagedFirm =>
  stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
    policy: [{ protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'boss' } }],
  })

const offer = (firm: StagedFirm, work: string, engineer: string, path = 'src/a.ts'): void => {
  firm.open('lea', 'change', 'offer', { work, spec: { paths: [path] }, engineer })
}

const finish = (firm: StagedFirm, work: string, engineer: string): void => {
  firm.say(engineer, `change:${work}`, 'deliver', { commit: 'c' })
  firm.say('rob', `change:${work}`, 'judge', { verdict: { meets: {} } })
}

describe('the cost of coordination', () => {
  it('counts turns and thinking by role, those of the lobby for what they opened', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    finish(firm, 'w1', 'eve')
    expect(metered(firm.events).map(({ role, turnCount }) => `${role}: ${turnCount}`)).toEqual([
      'engineer: 2',
      'lead: 1',
      'reviewer: 1',
    ])
  })

  it('counts refused turns, and the attempts after them as redone', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.say('eve', 'change:w1', 'deliver', { commit: 'c' })
    expect(lineOf(firm.events, 'engineer')).toMatchObject({ turnCount: 1, refusedCount: 1 })
  })

  it('leaves tokens absent while nobody reports them', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    expect(lineOf(firm.events, 'lead')).not.toHaveProperty('tokensIn')
    const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
    const use = { ms: 5, tokensIn: 900, moneyMillionths: 7, currency: 'USD' }
    firm.run({ type: 'end-turn', turn, how: 'passed', why: 'no', use })
    const line = lineOf(firm.events, 'engineer')
    expect(line).toMatchObject({ tokensIn: 900, meteredCount: 1, money: { USD: 7 } })
    expect(line).toMatchObject({ pricedCount: 1, untimedCount: 0 })
    firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
    firm.run({ type: 'start-host', process: 2 })
    expect(lineOf(firm.events, 'engineer')).toMatchObject({ untimedCount: 1, workingMs: 5 })
    expect(line).not.toHaveProperty('tokensOut')
  })

  it('adds up what briefs told, by what it was, and leaves it absent where none did', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    expect(lineOf(firm.events, 'lead')).not.toHaveProperty('briefTokens')
    const pass = (briefTokens: Required<CostLine>['briefTokens']): void => {
      const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
      const turn = opened.events[0]?.type === 'turn-opened' ? opened.events[0].turn : ''
      firm.run({ type: 'end-turn', turn, how: 'passed', why: 'no', use: { ms: 5, briefTokens } })
      firm.run({ type: 'tell-member', member: 'eve', by: 'boss', text: 'again', enactment: '' })
    }
    pass({ task: 10, memory: 5, handOff: 3, menu: 2, repeated: 0 })
    pass({ task: 1, memory: 0, handOff: 0, menu: 0, repeated: 19 })
    expect(lineOf(firm.events, 'engineer')?.briefTokens).toEqual({
      task: 11,
      memory: 5,
      handOff: 3,
      menu: 2,
      repeated: 19,
    })
  })

  it('counts the wait at a gate from the intent to its veto', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    finish(firm, 'w1', 'eve')
    firm.say('lea', 'change:w1', 'merge')
    const [by, because] = ['boss', 'not now'] as const
    firm.run({ type: 'veto-intent', intent: 'i1', by, because, forGood: false })
    expect(lineOf(firm.events, 'lead')?.gateWaitMs).toBe(1_000)
  })

  it('counts the wait for a lease until the other holder let go', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    offer(firm, 'w2', 'bob', 'src')
    const readyAt = firm.state.at
    const [by, because] = ['boss', 'enough'] as const
    firm.run({ type: 'end-enactment', enactment: 'change:w1', as: 'cancelled', by, because })
    const freedAt = firm.state.at
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    expect(lineOf(firm.events, 'engineer')?.leaseWaitMs).toBe(freedAt - readyAt)
  })

  it('counts no wait for a lease that nobody held', () => {
    const firm = company()
    offer(firm, 'w1', 'eve')
    firm.say('eve', 'change:w1', 'accept', { plan: 'p' })
    offer(firm, 'w2', 'bob', 'docs/a.md')
    firm.say('bob', 'change:w2', 'accept', { plan: 'p' })
    expect(lineOf(firm.events, 'engineer')?.leaseWaitMs).toBe(0)
  })
})
