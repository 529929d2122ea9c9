/** The checker apart: between ledgers nothing orders two who decide, and nobody knows what was not sent. */
import { describe, expect, it } from 'vitest'
import { change, decision, net, split } from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { checkApart } from './check-apart.ts'
import { formatRun } from './run.ts'
import type { Verdict } from './verdict.ts'

/** The hand-off without its round, which only one ledger could open. */
const inOneRound = change.replace(
  /^.*redo:.*\n/m,
  '  fail: lead > engineer; in verdict.fails; ends failed\n',
)

const told = ({ safe, live, why }: Verdict): string =>
  [
    `safe ${String(safe)}, live ${String(live)}`,
    ...why.flatMap(({ rule, sentence, run }) => [`${rule}: ${sentence}`, formatRun(run)]),
  ].join('\n')

describe('apart', () => {
  it('the hand-off works between ledgers, since deliver tells the reviewer the spec', () => {
    expect(told(checkApart(terseForm(inOneRound)))).toBe('safe true, live true')
  })

  it('what a round would do in two ledgers is not judged, and the verdict says so', () => {
    const { safe, live, why } = checkApart(terseForm(change))
    expect([safe, live, why.map(({ rule, sentence }) => `${rule}: ${sentence}`)]).toEqual([
      true,
      true,
      ["not-judged: 'redo' opens a round, which would open in the ledger of its sender alone."],
    ])
  })

  it('a state that must never be is found where no one ledger knows all of it', () => {
    const form = terseForm(`
      key k
      roles a b c
      ask: a > b c; out k
      ship: b > b; in k; out parcel
      stop: c > c; in k; out halt
      give: b > a; in parcel; ends completed
      lapse: c > a; in halt; ends failed
      never torn in parcel halt
    `)
    expect(told(checkApart(form))).toMatchInlineSnapshot(`
      "safe true, live true
      never: The state 'torn', which must never be, is reached.
      step  who  message       a learns  b learns  c learns
      1     a    ask           + k
      2     b    receives ask            + k
      3     c    receives ask                      + k
      4     b    ship                    + parcel
      5     c    stop                              + halt"
    `)
  })

  it('what nobody has told yet is known to whoever said it', () => {
    const form = (reads: string) =>
      terseForm(`
        key k
        roles a b
        ask: a > b; out k
        price: b > a; in k; out price
        pay: a > b; in ${reads}; out money; ends completed
        never early in money not price
      `)
    expect(told(checkApart(form('price')))).toBe('safe true, live true')
    expect(told(checkApart(form('k')))).toMatchInlineSnapshot(`
      "safe true, live true
      never: The state 'early', which must never be, is reached.
      step  who  message       a learns  b learns
      1     a    ask           + k
      2     b    receives ask            + k
      3     a    pay           + money"
    `)
  })

  it('a reviewer who never learns the spec cannot judge', () => {
    const form = terseForm(inOneRound.replace('in spec plan; out commit', 'in plan; out commit'))
    expect(told(checkApart(form))).toMatchInlineSnapshot(`
      "safe true, live false
      dead: After this run the enactment can no longer be completed.
      step  who       message         lead learns             engineer learns         reviewer learns
      1     lead      offer           + work, spec, engineer
      2     engineer  receives offer                          + work, spec, engineer
      3     engineer  accept                                  + plan"
    `)
  })

  it('two who decide one fact are unsafe, and the run shows who was unaware', () => {
    const verdict = checkApart(
      terseForm(`
        key k
        roles a b
        ask: a > b; out k
        yes: b > a; in k; out answer; ends completed
        withdraw: a > b; in k; not answer; out answer; ends failed
      `),
    )
    expect(told(verdict)).toMatchInlineSnapshot(`
      "safe false, live true
      unsafe: After this run 'b' may send 'yes' and bind 'answer', which 'a' has bound already.
      step  who  message       a learns  b learns
      1     a    ask           + k
      2     b    receives ask            + k
      3     a    withdraw      + answer"
    `)
  })

  it('there is no first between ledgers', () => {
    const [finding] = checkApart(terseForm(decision)).why
    expect(finding?.sentence).toMatchInlineSnapshot(
      `"'answer' is declared \`first\`, and between ledgers no book orders who was first."`,
    )
  })

  it('roles that one ledger holds know alike', () => {
    const form = terseForm(inOneRound.replace('in spec plan; out commit', 'in plan; out commit'))
    const together = [['lead', 'reviewer']]
    expect(checkApart(form, { together }).live).toBe(true)
  })

  it('roles of one ledger that may both decide are unsafe there, as at home', () => {
    const form = terseForm(`
      key k
      roles a b c
      ask: a > b c; out k
      yes: b > a; in k; out answer; ends completed
      no: a > b; in k; out answer; ends failed
    `)
    const verdict = checkApart(form, { together: [['a', 'b'], ['c']] })
    expect(told(verdict)).toMatchInlineSnapshot(`
      "safe false, live true
      unsafe: After this run 'a' may send 'no' and 'b' may send 'yes', and both bind 'answer'.
      step  who  message  a learns  b learns  c learns
      1     a    ask      + k       + k"
    `)
  })

  it('a deadline is decided by the ledger that binds what it waits for, and by no other', () => {
    const form = (binder: string) =>
      terseForm(`
        key k
        roles a b
        facts until:instant
        ask: a > b; out k until
        reply: ${binder} > ${binder}; in until never; out answer
        guess: ${binder} > ${binder}; in answer; out never
        tick: clock > a; out late
        give: a > b; in late; ends failed
        deadline answer at until sends tick
      `)
    expect(checkApart(form('a')).live).toBe(true)
    expect(checkApart(form('b')).live).toBe(false)
  })

  it('an expiry is no progress, as at home', () => {
    const form = terseForm(`
      key k
      roles a b
      facts until:instant
      ask: a > b; out k until
      reply: b > b; in k answer; out answer
      deadline answer at until ends expired
    `)
    expect(checkApart(form).live).toBe(false)
  })

  it('a ledger that splits its work can join it', () => {
    expect(told(checkApart(terseForm(split)))).toBe('safe true, live true')
  })

  it('a role set between ledgers is not judged, and the verdict says so', () => {
    const { safe, live, why } = checkApart(terseForm(net))
    expect([safe, live, why.map(({ rule }) => rule)]).toEqual([null, null, ['not-judged']])
  })
})
