/** The story: one short line an event, planted work marked in each, captions once. */
import { describe, expect, it } from 'vitest'
import { parseInstant, present } from '../../base/index.ts'
import { companyCharter } from '../../charters/first-minute/index.ts'
import type { FirmEvent, MessageSent } from '../../kernel/index.ts'
import { differenceLines, openStory } from './story.ts'

const at = present(parseInstant(1), 'an instant')

const sent = (message: string, more: Partial<MessageSent> = {}): FirmEvent => ({
  type: 'message-sent',
  at,
  enactment: 'change:t1',
  message,
  by: 'eve',
  principal: 'eve',
  epoch: 0,
  facts: {},
  premises: [],
  ...more,
})

const spec = (planted: boolean) => ({
  planted,
  kind: 'dead-link',
  title: `dead-link in guide.md:5, limits.md${planted ? ' (planted)' : ''}`,
})

const opened = (enactment: string): FirmEvent => ({
  type: 'enactment-opened',
  at,
  enactment,
  protocol: 'change',
  protocolHash: '',
  key: enactment.slice(7),
  charter: 1,
  by: 'lea',
  round: 0,
})

const offered = (work: string, planted: boolean): FirmEvent =>
  sent('offer', {
    enactment: `change:${work}`,
    facts: { work, engineer: 'eve', spec: spec(planted) },
  })

const refused = (why: 'missing-receipt' | 'lease-taken', detail: string): FirmEvent => ({
  type: 'turn-refused',
  at,
  turn: 't7',
  enactment: 'change:t1',
  by: 'eve',
  why,
  message: 'deliver',
  detail,
  broken: [],
  facts: { result: 'badc0de'.padEnd(40, '0') },
  use: { ms: 1 },
})

const tell = (events: readonly FirmEvent[]): readonly string[] => {
  const story = openStory()
  return events.flatMap((event, index) => {
    const told = story.tell(index + 1, event)
    if (told === undefined) return []
    return told.act === undefined ? [told.line] : [`── ${told.act}`, told.line]
  })
}

describe('the story of a first minute', () => {
  it('tells each step in a few words, and marks what was planted in every line', () => {
    const lines = tell([
      { type: 'charter-adopted', at, version: 1, charter: companyCharter(false), by: 'you' },
      opened('change:t1'),
      opened('change:t2'),
      offered('t1', true),
      offered('t2', false),
      sent('accept', { facts: { plan: 'do it' }, lease: ['place:a.md'] }),
      refused(
        'lease-taken',
        'place:a b.md is held by change:t2 (bob, lea); eve is woken when free',
      ),
      refused('missing-receipt', 'result: there is no commit badc0de'),
      sent('deliver', { facts: { result: '0123456789abcdef' } }),
      sent('judge', { by: 'rob', facts: { verdict: { meets: {} } } }),
      {
        type: 'break-told',
        at,
        path: 'decision/dead-links',
        from: 1,
        to: 2,
        enactments: ['change:t1'],
        turns: [],
        intents: [],
        members: ['eve'],
      },
    ])
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "    1  you adopt the charter: lea (lead), eve (engineer), bob (engineer), rob (reviewer) and you
             (operator).
      ── Work is offered
          4  t1 (planted) for eve: dead-link in guide.md:5, limits.md.
          5  t2 for eve: dead-link in guide.md:5, limits.md.
      ── Two engineers want one file
          6  eve takes t1 (planted) and holds a.md: do it.
          7  eve waits with t1 (planted): bob holds a b.md for t2.
      ── A commit that does not exist
          8  eve reports commit badc0de00000 for t1 (planted) and is refused: there is no such commit.
          9  eve delivers t1 (planted) as commit 0123456789ab.
         10  rob judges t1 (planted): it meets.
         11  told, since they rest on it: t1 (planted); not told: t2."
    `)
  })

  it('says which merge a host leaves half done', () => {
    const story = openStory()
    story.tell(1, opened('change:t1'))
    story.tell(2, offered('t1', true))
    expect(story.underWay()).toBe('what it did')
    story.tell(3, sent('apply', { effect: 'e1' }))
    expect(story.underWay()).toBe('the merge of t1 (planted)')
    const settled = { effect: 'e1', message: 'apply', outcome: 'done', receipt: {} } as const
    const rest = { at, enactment: 'change:t1', epoch: 0, host: 'host-1' }
    story.tell(4, { type: 'effect-settled', ...rest, ...settled })
    expect(story.underWay()).toBe('what it did')
  })

  it('says each caption once', () => {
    const lines = tell([offered('t1', true), offered('t2', true)])
    expect(lines.filter((line) => line.startsWith('──'))).toEqual(['── Work is offered'])
  })

  it('tells a long sentence in lines of 100 columns at most, and cuts one without end', () => {
    const told = (plan: string): readonly string[] =>
      (tell([sent('accept', { facts: { plan } })])[1] ?? '').split('\n')
    const lines = told(`do\n${'this and that '.repeat(12)}`)
    expect(lines).toHaveLength(3)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(lines.slice(1).every((line) => line.startsWith('       '))).toBe(true)
    const cut = told('word '.repeat(1_000))
    expect(cut.length).toBeLessThan(6)
    expect(cut.at(-1)?.endsWith('…')).toBe(true)
  })

  it('says why a merge waits for you, whose it is, and what becomes of it when its host dies', () => {
    const held = (intent: string, enactment: string): FirmEvent => ({
      type: 'intent-held',
      at,
      intent,
      turn: 't9',
      enactment,
      by: 'lea',
      messages: [{ enactment, message: 'apply', facts: {} }],
      premises: [],
      token: 1,
      gate: { kind: 'approval', who: 'you' },
    })
    const started = (host: string): FirmEvent => ({ type: 'host-started', at, host, process: 7 })
    const lines = tell([
      started('host-1'),
      offered('t1', true),
      offered('t2', false),
      held('i1', 'change:t2'),
      refused('missing-receipt', 'result: there is no commit badc0de'),
      held('i2', 'change:t2'),
      sent('apply', { enactment: 'change:t2', by: 'lea', effect: 'e1', intent: 'i2' }),
      started('host-2'),
      {
        type: 'effect-settled',
        at,
        host: 'host-2',
        enactment: 'change:t2',
        effect: 'e1',
        message: 'apply',
        outcome: 'done',
        receipt: { commit: '0123456789abcdef' },
      },
    ])
    expect(lines.slice(4).join('\n')).toMatchInlineSnapshot(`
      "── It stands before you before it happens
          4  i1, the merge of t2, waits for your approval.
      ── A commit that does not exist
          5  eve reports commit badc0de00000 for t1 (planted) and is refused: there is no such commit.
          6  i2, the merge of t2, waits for your approval: eve has reported what is not there.
          7  lea merges eve's t2, as you approved …
      ── Another host goes on
          8  host-2 is the host, process 7.
          9  t2 is merged as 0123456789ab, once: host-1 had begun it."
    `)
  })

  it('shows of a difference what changes, and says how much it leaves out', () => {
    const preview =
      'Merge x into y\n\ndiff --git a/n b/n\nindex 1..2\n--- a/n\n+++ b/n\n@@ -1 +1 @@\n-old\n+new\n+more\n'
    expect(differenceLines(preview, 3)).toEqual([
      '         | n',
      '         | -old',
      '         | +new',
      '         | … 1 more line',
    ])
  })
})
