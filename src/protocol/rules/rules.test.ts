/** Rules: what is written wrong is refused at run time too, with place, value and mend. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { environment } from '../environment/environment.ts'
import { git } from '../environment/git.ts'
import { given } from '../fact/given.ts'
import { onChain } from '../fact/on-chain.ts'
import { oneOf } from '../fact/one-of.ts'
import { id, instant, member, text } from '../fact/plain-facts.ts'
import { only, personal, stands } from '../fact/wrapped-facts.ts'
import { all, quorum } from '../language/conditions.ts'
import { protocol } from '../language/protocol.ts'
import { handoff } from '../library/handoff.ts'
import { ProtocolError } from '../protocol-error.ts'

const repo = git('.')
const chain = environment('chain', { pay: { reads: [id()], kind: 'irreversible', doubt: 'ask' } })

const facts = {
  work: id(),
  plan: text(),
  until: instant(),
  verdict: oneOf({ meets: text(), fails: text() }),
  commit: repo.commit(),
  ballot: text(),
}
const messages = {
  offer: { from: 'lead', to: 'engineer', out: ['work', 'until'] },
  deliver: { from: 'engineer', to: 'lead', in: ['work'], out: ['plan', 'commit'] },
  judge: { from: 'lead', to: 'engineer', in: ['plan'], out: ['verdict'], ends: 'completed' },
  cast: { from: 'voter', to: 'lead', in: ['work'], out: ['ballot'] },
}

interface Change {
  readonly spec?: object
  readonly facts?: object
  readonly messages?: object
}

/** Writes a protocol as somebody without a compiler would, and gives what is said about it. */
const said = (change: Change): string => {
  const written: unknown = {
    key: 'work',
    roles: ['lead', 'engineer', 'voter[]'],
    environments: { repo, chain },
    facts: { ...facts, ...change.facts },
    messages: { ...messages, ...change.messages },
    ...change.spec,
  }
  try {
    protocol('made', written as never)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return `${error.code}\n${error.message}\n→ ${error.hint ?? ''}`
  }
}

describe('a protocol that is written right', () => {
  it('is accepted without a word', () => {
    expect(said({})).toBe('accepted')
  })
})

describe('a protocol that is written wrong', () => {
  const extra = (message: object): Change => ({
    messages: { extra: { from: 'lead', to: 'engineer', in: ['work'], ...message } },
  })
  it.each<[string, Change]>([
    ['a key that is no fact', { spec: { key: 'wrk' } }],
    ['no key', { spec: { key: [] } }],
    [
      'a first message without the key',
      {
        messages: {
          offer: { from: 'lead', to: 'engineer', out: ['until'] },
          late: { from: 'lead', to: 'engineer', in: ['until'], out: ['work'] },
        },
      },
    ],
    [
      'no first message',
      {
        messages: { offer: { from: 'lead', to: 'engineer', in: ['plan'], out: ['work', 'until'] } },
      },
    ],
    ['a field that no protocol has', { spec: { deadline: [] } }],
    ['a field that no message has', extra({ outs: [] })],
    ['two roles of one name', { spec: { roles: ['lead', 'engineer', 'voter[]', 'lead'] } }],
    [
      'a role with the name of an environment',
      { spec: { roles: ['lead', 'engineer', 'voter[]', 'repo'] } },
    ],
    ['a role that is the clock', { spec: { roles: ['lead', 'engineer', 'voter[]', 'clock'] } }],
    [
      'a name that is none',
      { messages: { 'to do': { from: 'lead', to: 'engineer', in: ['work'] } } },
    ],
    [
      'a message with the name of a fact',
      { messages: { plan: { from: 'lead', to: 'engineer', in: ['work'] } } },
    ],
    [
      'a message with the name of an ending',
      { messages: { expired: { from: 'lead', to: 'engineer', in: ['work'] } } },
    ],
    ['a stranger as sender', extra({ from: 'auditor' })],
    ['a stranger as receiver', extra({ to: 'auditor' })],
    ['an unknown fact read', extra({ in: ['plann'] })],
    ['an unknown branch read', extra({ in: ['verdict.good'] })],
    ['a message read as a fact', extra({ in: ['judge'] })],
    ['a receipt of what has no effect', extra({ in: ['judge.done'] })],
    ['a single fact read as a set', extra({ in: [all('plan')] })],
    ["a set's fact read as one", extra({ in: ['ballot'] })],
    ['a quorum of nobody', extra({ in: [quorum(0, 'ballot')] })],
    ['an unknown fact bound', extra({ out: ['plann'] })],
    ['an unknown branch bound', extra({ out: ['verdict.good'] })],
    ['a fact bound twice', extra({ out: ['plan', 'plan'] })],
    ['a key that is personal', { facts: { work: personal(id(), 'plan') } }],
    [
      'a time that is personal',
      {
        facts: { until: personal(instant(), 'work') },
        spec: { deadlines: [{ for: 'plan', at: 'until', then: 'expired' }] },
      },
    ],
    ['a fact that nobody binds', { facts: { note: text() } }],
    ['a fact of a set and of a role', extra({ out: ['ballot'] })],
    ['an environment told without effect', extra({ to: 'repo' })],
    ['an effect on what is not known', extra({ to: 'repo', does: repo.merge('commit') })],
    [
      'an effect of another place',
      extra({ to: 'chain', in: ['commit'], does: repo.merge('commit') }),
    ],
    [
      'an effect in two places',
      extra({ to: ['repo', 'chain'], in: ['commit'], does: repo.merge('commit') }),
    ],
    [
      'an irreversible effect on what may be taken back',
      {
        facts: { paid: onChain('seen') },
        messages: {
          watch: { from: 'lead', to: 'engineer', in: ['work'], out: ['paid'] },
          extra: { from: 'lead', to: 'chain', in: ['paid', 'work'], does: chain.pay('work') },
        },
      },
    ],
    [
      'the undoing of nothing',
      extra({ to: 'repo', in: ['commit'], does: repo.merge('commit'), undoes: 'judge' }),
    ],
    ['a round from nowhere', extra({ round: { from: 'begin', max: 3, then: 'failed' } })],
    [
      'a round of none',
      extra({ round: { from: 'offer', keep: ['plann'], max: 0, then: 'failed' } }),
    ],
    [
      'a round that ends',
      extra({ ends: 'failed', round: { from: 'offer', max: 3, then: 'failed' } }),
    ],
    ['a wait by no instant', extra({ in: [all('ballot')], by: 'plan' })],
    ['a wait for nobody', extra({ by: 'until' })],
    ['a lease of what is not known', extra({ lease: 'plan.paths' })],
    [
      'a deadline for nothing',
      { spec: { deadlines: [{ for: 'plann', at: 'plan', then: 'later' }] } },
    ],
    ['a clock that nobody sets', extra({ from: 'clock' })],
    [
      'a clock that acts',
      {
        spec: { deadlines: [{ for: 'plan', at: 'until', then: 'extra' }] },
        ...extra({ from: 'clock', to: 'repo', in: ['commit'], does: repo.merge('commit') }),
      },
    ],
    ['a group of strangers', { spec: { distinct: [['lead', 'auditor']] } }],
    ['a line of never about nothing', { spec: { never: { line: { in: ['verdict.good'] } } } }],
    ['an audience of strangers', { facts: { plan: only(text(), ['auditor']) } }],
    ['a person that is no fact', { facts: { plan: personal(text(), 'customer') } }],
    ['a standing path of no fact', { facts: { plan: stands(text(), 'plan/{area}') } }],
    [
      'a role that is told by the wrong kind',
      {
        facts: { engineer: text() },
        messages: { extra: { from: 'lead', to: 'engineer', in: ['work'], out: ['engineer'] } },
      },
    ],
    [
      'a member drawn from no set',
      {
        facts: { chosen: member('lead', 'plan') },
        messages: { extra: { from: 'lead', to: 'engineer', in: ['work'], out: ['chosen'] } },
      },
    ],
  ])('%s', (_mistake, change) => {
    expect(said(change)).toMatchSnapshot()
  })
})

describe('a chain', () => {
  const chained = (length: number): (() => unknown) => {
    const names = Array.from({ length }, (_, index) => `f${index}`)
    const spec: unknown = {
      key: 'f0',
      roles: ['lead'],
      facts: Object.fromEntries(names.map((name) => [name, id()])),
      messages: Object.fromEntries(
        names.map((name, index) => [
          `m${index}`,
          { from: 'lead', to: 'lead', in: index === 0 ? [] : [`f${index - 1}`], out: [name] },
        ]),
      ),
    }
    return () => protocol('chain', spec as never)
  }
  it('of a hundred messages is accepted', () => {
    expect(chained(100)).not.toThrow()
  })
  it('of more is refused', () => {
    expect(chained(101)).toThrow(
      "messages.m100.in: 'm100' stands at the end of a chain of 101 messages, and 100 are the most",
    )
  })
})

describe('a library protocol', () => {
  it('says what is still open', () => {
    expect('open' in handoff && handoff.open).toEqual(['facts.spec', 'facts.result', 'does.apply'])
    const fill = (): unknown => handoff.with({ facts: { spec: text(), result: given() } } as never)
    expect(fill).toThrow("'handoff' still leaves facts.result, does.apply open")
  })
  it('takes another name, leases and scopes', () => {
    const { form } = handoff.with({
      name: 'change',
      facts: {
        spec: z.object({ area: z.string(), paths: z.array(z.string()) }),
        result: repo.commit(),
      },
      does: { apply: repo.merge('result') },
      lease: { accept: 'spec.paths' },
      under: ['goal', 'decision/{spec.area}'],
    })
    expect(form.name).toBe('change')
    expect(form.under).toEqual([
      { scope: 'goal', all: false },
      { scope: 'decision/{spec.area}', all: false },
    ])
    expect(form.environments).toEqual({ place: { kind: 'git' } })
    expect(form.messages['accept']?.lease).toBe('spec.paths')
  })
})
