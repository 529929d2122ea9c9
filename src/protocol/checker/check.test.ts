/** The checker at home: what it accepts, what it refuses, and the shortest run that shows it. */
import { describe, expect, it } from 'vitest'
import { change, decision, net, order, split, vote } from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { check } from './check.ts'
import { formatRun } from './run.ts'
import { type CheckOptions, isAccepted, type Verdict } from './verdict.ts'

const checked = (text: string, options: CheckOptions = {}): Verdict =>
  check(terseForm(text), options)

/** A verdict as a person reads it. */
const told = ({ safe, live, why }: Verdict): string =>
  [
    `safe ${String(safe)}, live ${String(live)}`,
    ...why.flatMap(({ rule, sentence, run, mend }) => [
      `${rule}: ${sentence}`,
      ...(run.length === 0 ? [] : [formatRun(run)]),
      `→ ${mend}`,
    ]),
  ].join('\n')

const without = (text: string, name: string): string =>
  text.replace(new RegExp(`^ *${name}:.*\n`, 'm'), '')

const instead = (text: string, name: string, line: string): string =>
  text.replace(new RegExp(`^ *${name}:.*$`, 'm'), line)

const adding = (text: string, ...lines: string[]): string => `${text}\n${lines.join('\n')}`

describe('accepted protocols', () => {
  it.each([
    ['change', change],
    ['order', order],
    ['net', net],
    ['vote', vote],
    ['decision', decision],
    ['split', split],
  ])('%s is safe and live', (_, text) => {
    const verdict = checked(text)
    expect(told(verdict)).toBe('safe true, live true')
    expect(isAccepted(verdict)).toBe(true)
  })

  it('the answer for a vote holds from as many voters as its quorum', () => {
    expect(checked(vote).holdsFrom).toEqual({ voter: 3 })
    expect(checked(net).holdsFrom).toEqual({ bidder: 1 })
  })

  it('the answer for a net of 100 bidders is that for three', () => {
    expect(told(checked(net, { sizes: { bidder: 100 } }))).toBe('safe true, live true')
  })

  it('a refusal that is read counts, though the refused message has no effect', () => {
    const heeded = adding(change, 'lost: lead > engineer; in judge.refused; ends failed')
    expect(told(checked(heeded))).toBe('safe true, live true')
  })

  it('a refund that the text spells out does no harm', () => {
    const spelt = adding(
      order,
      'unpaid: clerk > clerk; in charge.failed; out loss; ends failed',
      'refund: clerk > bank; in ship.failed; does revocable refund; undoes charge; ends failed',
    )
    expect(told(checked(spelt))).toBe('safe true, live true')
  })

  it('a limit on states answers undecided, never wrongly', () => {
    const { safe, live, why } = checked(vote, { statesMax: 5 })
    expect({ safe, live, why }).toEqual({ safe: null, live: null, why: [] })
  })

  it('advice says whose silence stalls it and what waits for a person', () => {
    expect(checked(order).advice.map(({ sentence }) => sentence)).toMatchInlineSnapshot(`
      [
        "If 'clerk' falls silent the enactment can stall: a deadline would end it.",
        "'ship' is irreversible: unless a policy names its gate, it waits for approval.",
      ]
    `)
  })
})

describe('long protocols', () => {
  it('a chain of 30 effects is judged, cancelled at any point', () => {
    const lines = Array.from({ length: 30 }, (_, index) => {
      const reads = index === 0 ? 'out k' : `in m${index - 1}.done`
      return `m${index}: a > e; ${reads}; does revocable act`
    })
    const text = [
      'key k',
      'roles a',
      'environments e',
      ...lines,
      'last: a > a; in m29.done; ends completed',
    ].join('\n')
    expect(told(checked(text))).toBe('safe true, live true')
  })

  it('a hundred that may act in any order are undecided, not wrong', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `m${index}: a > a; in k; out f${index}`)
    const text = ['key k', 'roles a', 'open: a > a; out k', ...lines].join('\n')
    const { safe, live } = checked(text, { statesMax: 500 })
    expect([safe, live]).toEqual([null, null])
  })
})

describe('refused protocols', () => {
  it('a failed verdict that nobody reads is dead', () => {
    expect(told(checked(without(change, 'redo')))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who       message              all learn
      1     lead      offer                + work, spec, engineer
      2     engineer  accept               + plan
      3     engineer  deliver              + commit
      4     reviewer  judge verdict.fails  + verdict.fails
      → Add a message with \`ends\` for this case, or let one that exists read less."
    `)
  })

  it('a lead who may overrule the reviewer is unsafe', () => {
    const overrule = adding(change, 'overrule: lead > lead; in commit; out verdict.meets')
    expect(told(checked(overrule))).toMatchInlineSnapshot(`
      "safe false, live true
      unsafe: After this run 'reviewer' may send 'judge' and 'lead' may send 'overrule', and both bind 'verdict'.
      step  who       message  all learn
      1     lead      offer    + work, spec, engineer
      2     engineer  accept   + plan
      3     engineer  deliver  + commit
      → Let one role decide 'verdict', or declare it \`first(…)\` so that the book's order decides."
    `)
  })

  it('a delivery that waits for its own verdict is dead', () => {
    const line = 'deliver: engineer > reviewer; in spec plan verdict; out commit'
    expect(told(checked(instead(change, 'deliver', line)))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who       message  all learn
      1     lead      offer    + work, spec, engineer
      2     engineer  accept   + plan
      → Add a message with \`ends\` for this case, or let one that exists read less.
      never-completes: No run ends as completed.
      → Give the message that reaches the goal \`ends: 'completed'\`, and see what keeps it off the menu.
      unreachable: 'deliver' can never be sent.
      → Look at what 'deliver' reads: nothing makes all of it known together.
      unreachable: 'judge' can never be sent.
      → Look at what 'judge' reads: nothing makes all of it known together.
      unreachable: 'redo' can never be sent.
      → Look at what 'redo' reads: nothing makes all of it known together.
      unreachable: 'merge' can never be sent.
      → Look at what 'merge' reads: nothing makes all of it known together."
    `)
  })

  it.each([
    [
      'what it would bind again',
      'again: b > a; in answer; out answer',
      "Bind another fact than 'answer', which is bound before 'again' knows what it reads, or begin again by a `round`: a fact is bound once.",
    ],
    [
      'what it must not know',
      'again: b > a; in answer; not k; out other',
      "Look at the `not` of 'again': it is always known before what 'again' reads.",
    ],
    [
      'a lease that was taken before',
      'again: b > a; in answer; out other; lease place',
      "Look at what 'again' waits for besides its `in`: another message always comes first.",
    ],
    [
      'what nobody makes known',
      'again: b > a; in answer.yes other; out third\n  other: b > a; in answer.no; out other',
      "Look at what 'again' reads: nothing makes all of it known together.",
    ],
  ])('a message that can never be sent is told what stands in its way: %s', (_, line, mend) => {
    const { why } = checked(`
      key k
      roles a b
      facts answer(yes|no)
      ask: a > b; out k
      say: b > a; in k; out answer; lease place
      ${line}
      thank: a > b; in answer; ends completed
    `)
    expect(why.map((finding) => [finding.rule, finding.mend])).toEqual([['unreachable', mend]])
  })

  it('a round that keeps nothing that its first message needs is dead', () => {
    const line = 'offer: lead > engineer; out work spec engineer; not spec'
    expect(told(checked(instead(change, 'offer', line)))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who       message              all learn
      1     lead      offer                + work, spec, engineer
      2     engineer  accept               + plan
      3     engineer  deliver              + commit
      4     reviewer  judge verdict.fails  + verdict.fails
      5     lead      redo
      → Add a message with \`ends\` for this case, or let one that exists read less."
    `)
  })

  it('a shipment that rests on a charge before it is settled is refused', () => {
    const early = instead(
      instead(
        order,
        'charge',
        'charge: clerk > bank; in reserve.done amount; out payment; does revocable charge amount',
      ),
      'ship',
      'ship: clerk > carrier; in payment item; does irreversible ship item; ends completed',
    )
    expect(told(checked(early))).toMatchInlineSnapshot(`
      "safe true, live true
      unsettled: 'ship' is irreversible and rests on 'payment', which 'charge' binds when its effect starts: that may still fail.
      → Let 'ship' read 'charge.done'."
    `)
  })

  it('a net without an exit for no bids is dead', () => {
    expect(told(checked(without(net, 'close')))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who      message                all learn
      1     manager  ask (3 × bidder)       + call, task, until
      2     bidder   answer answer.refusal  + answer.refusal
      3     bidder   answer answer.refusal
      4     bidder   answer answer.refusal
      5     clock    until passes
      → Add a message with \`ends\` for this case, or let one that exists read less."
    `)
  })

  it('bidders who claim for themselves are unsafe', () => {
    const claim = adding(net, 'claim: bidder > manager; in answer.bid; out worker')
    expect(told(checked(claim, { sizes: { bidder: 2 } }))).toMatchInlineSnapshot(`
      "safe false, live true
      unsafe: After this run 'manager' may send 'award' and 'bidder' may send 'claim', and both bind 'worker'.
      step  who      message            all learn
      1     manager  ask (2 × bidder)   + call, task, until
      2     bidder   answer answer.bid  + answer.bid
      3     bidder   answer answer.bid
      → Let one role decide 'worker', or declare it \`first(…)\` so that the book's order decides."
    `)
  })

  it('a quorum above the set is dead', () => {
    const greedy = net.replaceAll('1(answer.bid)', '3(answer.bid)')
    const more = without(greedy, 'close')
    expect(told(checked(more, { sizes: { bidder: 2 } }))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who      message            all learn
      1     manager  ask (2 × bidder)   + call, task, until
      2     bidder   answer answer.bid  + answer.bid
      3     bidder   answer answer.bid
      4     clock    until passes
      → Add a message with \`ends\` for this case, or let one that exists read less.
      never-completes: No run ends as completed.
      → Give the message that reaches the goal \`ends: 'completed'\`, and see what keeps it off the menu.
      unreachable: 'award' can never be sent.
      → Look at what 'award' reads: nothing makes all of it known together."
    `)
  })

  const tie = instead(
    vote,
    'lapse',
    'lapse: chair > voter; in 3(ballot.no); out outcome.lost; ends failed',
  )

  it('four voters who may tie are dead', () => {
    expect(told(checked(tie, { sizes: { voter: 4 } }))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who    message          all learn
      1     chair  put (4 × voter)  + motion, question, until
      2     voter  cast ballot.yes  + ballot.yes
      3     voter  cast ballot.yes
      4     voter  cast ballot.no   + ballot.no
      5     voter  cast ballot.no
      → Add a message with \`ends\` for this case, or let one that exists read less."
    `)
  })

  it('the tie dies up to four and lives from five', () => {
    const verdict = checked(tie)
    expect([verdict.live, verdict.holdsFrom]).toEqual([true, { voter: 5 }])
  })

  it('two who count the votes are unsafe', () => {
    const counters = adding(
      vote.replace('roles chair', 'roles clerk chair'),
      'count: clerk > voter; in 3(ballot.yes); out outcome.carried; ends completed',
    )
    expect(told(checked(counters))).toMatchInlineSnapshot(`
      "safe false, live true
      unsafe: After this run 'chair' may send 'carry' and 'clerk' may send 'count', and both bind 'outcome'.
      step  who    message          all learn
      1     chair  put (5 × voter)  + motion, question, until
      2     voter  cast ballot.yes  + ballot.yes
      3     voter  cast ballot.yes
      4     voter  cast ballot.yes
      → Let one role decide 'outcome', or declare it \`first(…)\` so that the book's order decides."
    `)
  })

  it('a quorum of three among two is never reached', () => {
    expect(told(checked(vote, { sizes: { voter: 2 } }))).toMatchInlineSnapshot(`
      "safe true, live false
      never-completes: No run ends as completed.
      → Give the message that reaches the goal \`ends: 'completed'\`, and see what keeps it off the menu.
      unreachable: 'carry' can never be sent.
      → Look at what 'carry' reads: nothing makes all of it known together."
    `)
  })

  it('a merge that reads only the commit passes, unless a never line says what must not be', () => {
    const hasty = instead(
      change,
      'merge',
      'merge: lead > repo; in commit; does revocable merge commit; ends completed',
    )
    expect(checked(hasty).safe).toBe(true)
    const line = 'never merged-unjudged in merge.done not verdict.meets'
    expect(told(checked(adding(hasty, line)))).toMatchInlineSnapshot(`
      "safe true, live true
      never: The state 'merged-unjudged', which must never be, is reached.
      step  who       message     all learn
      1     lead      offer       + work, spec, engineer
      2     engineer  accept      + plan
      3     engineer  deliver     + commit
      4     lead      merge
      5     repo      merge.done  + merge.done
      → Let the last message of this run read what the \`never\` line asks for."
    `)
  })

  it('a never line is not held against what was forgotten while undoing', () => {
    const text = `
      key k
      roles a
      environments e
      open: a > a; out k
      one: a > e; in k; does revocable act
      two: a > e; in one.done; does revocable act; ends completed
      never failed-unopened in two.failed not k
    `
    expect(told(checked(text))).toBe('safe true, live true')
  })

  it('a refusal that is read and leads nowhere is a dead end, though the message has no effect', () => {
    const heeded = instead(
      adding(change, 'plead: engineer > lead; in decline.refused; out plea'),
      'accept',
      'accept: engineer > lead; in spec; not decline.refused; out plan; lease spec.paths',
    )
    expect(told(checked(heeded))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run nobody may send anything, and the enactment has not ended.
      step  who       message         all learn
      1     lead      offer           + work, spec, engineer
      2     operator  vetoes decline  + decline.refused
      3     engineer  plead           + plea
      → Add a message with \`ends\` for this case, or let one that exists read less."
    `)
  })

  it('a clock that decides for a role that the deadline does not wait for is refused', () => {
    const stray = adding(
      net,
      'give-up: clock > manager; in call; out worker',
      'deadline answer at until sends give-up',
    )
    const findings = checked(stray).why.filter(({ rule }) => rule === 'deadline')
    expect(findings.map(({ sentence, mend }) => [sentence, mend])).toMatchInlineSnapshot(`
      [
        [
          "The deadline for 'answer' lets the clock bind 'worker', which 'manager' decides.",
          "Let 'manager' send that message with \`by: 'until'\`.",
        ],
      ]
    `)
  })
})
