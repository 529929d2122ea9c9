/** Reading a protocol: as text, as pictures, as a difference, from JSON. */
import { describe, expect, it } from 'vitest'
import { change } from '../../../examples/protocols/change.ts'
import { vote } from '../../../examples/protocols/vote.ts'
import { id, text } from '../fact/plain-facts.ts'
import type { ProtocolForm } from '../form.ts'
import { protocol } from '../language/protocol.ts'
import { z } from 'zod'
import { differenceOf } from './difference.ts'
import { hashOfForm } from './hash.ts'
import { parseProtocolForm } from './parse-form.ts'
import { sequencePicture, statePicture } from './pictures.ts'
import { showProtocol } from './show.ts'

describe('the text form', () => {
  it('reads from the first message to the last', () => {
    expect(showProtocol(change.form)).toMatchInlineSnapshot(`
      "protocol change, one for each work
        roles         lead, engineer, reviewer
        environments  repo (git)
        apart         engineer and reviewer
        rests on      goal, architecture

        facts
          work      id
          spec      value
          engineer  member
          plan      text
          commit    value
          verdict   meets or fails

        messages
          offer    lead → engineer; binds work, spec, engineer
          accept   engineer → lead; knowing spec; binds plan; takes spec.paths
          decline  engineer → lead; knowing spec; before plan; ends as failed
          deliver  engineer → reviewer; knowing spec, plan; binds commit
          judge    reviewer → lead; knowing spec, commit; binds verdict
          merge    lead → repo; knowing verdict.meets, commit; does merge(commit), revocable; ends as completed
          redo     lead → engineer; knowing verdict.fails; a new round from offer, at most 3, then failed
      "
    `)
  })
  it('says what sets, deadlines and lines of never mean', () => {
    expect(showProtocol(vote.form)).toMatchInlineSnapshot(`
      "protocol vote, one for each motion
        roles         chair, voter[]

        facts
          motion    id
          question  text
          until     instant
          voter     members
          ballot    yes or no
          outcome   carried or lost

        messages
          put    chair → voter; binds motion, question, until, voter
          cast   voter → chair; knowing question; binds ballot
          carry  chair → voter; knowing quorum(3, 'ballot.yes'); binds outcome.carried; ends as completed
          lapse  chair → voter; knowing question, all('ballot'); before quorum(3, 'ballot.yes'); or once until has passed; binds outcome.lost; ends as failed

        never
          carried without a vote: outcome.carried without quorum(1, 'ballot.yes')
      "
    `)
  })
})

describe('the pictures', () => {
  it('shows who tells whom', () => {
    expect(sequencePicture(change.form)).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant lead
        participant engineer
        participant reviewer
        participant repo
        lead->>engineer: offer (work, spec, engineer)
        Note over engineer: spec
        engineer->>lead: accept (plan)
        Note over engineer: spec, not plan
        engineer->>lead: decline
        Note over engineer: ends as failed
        Note over engineer: spec, plan
        engineer->>reviewer: deliver (commit)
        Note over reviewer: spec, commit
        reviewer->>lead: judge (verdict)
        Note over lead: verdict.meets, commit
        lead-)repo: merge
        repo--)lead: merge.done or merge.failed
        Note over lead: ends as completed
        Note over lead: verdict.fails
        lead->>engineer: redo
        Note over lead: a new round from offer
      "
    `)
  })
  it('shows what follows what', () => {
    expect(statePicture(change.form)).toMatchInlineSnapshot(`
      "stateDiagram-v2
        [*] --> offer
        offer --> accept : spec
        offer --> decline : spec
        decline --> [*] : failed
        accept --> deliver : plan
        deliver --> judge : commit
        judge --> merge : verdict.meets
        merge --> [*] : completed
        judge --> redo : verdict.fails
        redo --> offer : a new round
      "
    `)
  })
})

/** The form of `change` with one message replaced. */
const changed = (name: string, message: object): ProtocolForm => ({
  ...change.form,
  messages: {
    ...change.form.messages,
    [name]: { from: 'reviewer', to: ['lead'], in: [], not: [], out: [], ...message },
  },
})

describe('the difference', () => {
  it('is empty between equal forms', () => {
    expect(differenceOf(change.form, change.form)).toEqual([])
  })
  it('says who may now send what', () => {
    const after = changed('recuse', { in: [{ kind: 'fact', fact: 'commit' }], ends: 'failed' })
    expect(differenceOf(change.form, after)).toEqual(['reviewer may now recuse'])
    expect(differenceOf(after, change.form)).toEqual(['reviewer may no longer recuse'])
  })
  it('says what a message now needs, does and ends', () => {
    const { does: _does, ends: _ends, ...merge } = change.form.messages['merge'] ?? {}
    const after = changed('merge', {
      ...merge,
      to: ['lead'],
      in: [{ kind: 'fact', fact: 'commit' }],
      ends: 'failed',
    })
    expect(differenceOf(change.form, after)).toMatchInlineSnapshot(`
      [
        "'merge' now also goes to lead",
        "'merge' no longer goes to repo",
        "'merge' no longer needs verdict.meets",
        "'merge' no longer does merge(commit) in repo, revocable",
        "'merge' now ends the work as failed",
      ]
    `)
  })
  it('says what changes of roles, facts and rounds', () => {
    const redo = change.form.messages['redo']
    const after = {
      ...changed('redo', { ...redo, round: { ...redo?.round, max: 5 } }),
      roles: [...change.form.roles, { name: 'auditor', set: false }],
      distinct: [],
      under: [],
    }
    expect(differenceOf(change.form, after)).toMatchInlineSnapshot(`
      [
        "there is now the role auditor",
        "engineer and reviewer may now be the same person",
        "'redo' now opens a round from 'offer' that keeps spec, at most 5, then failed",
        "its turns now rest on nothing",
      ]
    `)
  })
})

describe('the hash', () => {
  const titled = (title: string) =>
    protocol('note', {
      key: 'note',
      roles: ['writer'],
      facts: { note: id(), body: z.object({ title: z.string().describe(title) }) },
      messages: {
        write: { from: 'writer', to: 'writer', out: ['note', 'body'], ends: 'completed' },
      },
    })
  it('does not rest on descriptions', () => {
    expect(titled('one').hash).toBe(titled('another').hash)
  })
  it('rests on property names, even where they are called title', () => {
    const plain = protocol('note', {
      key: 'note',
      roles: ['writer'],
      facts: { note: id(), body: z.object({}) },
      messages: {
        write: { from: 'writer', to: 'writer', out: ['note', 'body'], ends: 'completed' },
      },
    })
    expect(plain.hash).not.toBe(titled('one').hash)
  })
  it('does not rest on the order in which things were written', () => {
    const write = { from: 'writer', to: 'writer', out: ['note'], ends: 'completed' } as const
    const add = { from: 'writer', to: 'writer', in: ['note'], out: ['body'] } as const
    const one = protocol('note', {
      key: 'note',
      roles: ['writer'],
      facts: { note: id(), body: text() },
      messages: { write, add },
    })
    const other = protocol('note', {
      key: 'note',
      roles: ['writer'],
      facts: { body: text(), note: id() },
      messages: { add, write },
    })
    expect(other.hash).toBe(one.hash)
    expect(JSON.stringify(other.form)).toBe(JSON.stringify(one.form))
  })
})

describe('a form read back from JSON', () => {
  it('is the same form', () => {
    const outcome = parseProtocolForm(JSON.stringify(change.form))
    expect(outcome).toEqual({ ok: true, value: change.form })
    expect(outcome.ok && hashOfForm(outcome.value)).toBe(change.hash)
  })
  it.each([
    { what: 'no JSON', source: '{' },
    { what: 'a list', source: [] },
    { what: 'of a newer format', source: { ...change.form, format: 2 } },
    { what: 'given a field of its own', source: { ...change.form, extra: 1 } },
    { what: 'ended as it cannot be', source: changed('judge', { ends: 'done' }) },
    {
      what: 'binding what is not declared',
      source: changed('judge', { out: [{ fact: 'grade' }] }),
    },
  ])('is refused where it is $what', ({ source }) => {
    const outcome = parseProtocolForm(source)
    expect(outcome.ok ? 'accepted' : `${outcome.why}: ${outcome.message}`).toMatchSnapshot()
  })
})
