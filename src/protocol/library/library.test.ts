/** The library: every protocol is safe and live where it may be enacted, and its `never` lines are proved. */
import { describe, expect, it } from 'vitest'
import { libraryForms } from '../../testing/library-forms.ts'
import { check } from '../checker/check.ts'
import { checkApart } from '../checker/check-apart.ts'
import { oneBookReasons } from '../rules/one-book.ts'
import { formatRun } from '../checker/run.ts'
import { isAccepted, type Verdict } from '../checker/verdict.ts'

const library = libraryForms.map((form) => ({ form, name: form.name }))

/** A verdict as a person reads it. */
const told = ({ safe, live, why }: Verdict): string =>
  [
    `safe ${String(safe)}, live ${String(live)}`,
    ...why.map(({ rule, sentence, run, mend }) => `${rule}: ${sentence}\n${formatRun(run)}${mend}`),
  ].join('\n')

describe('every protocol of the library', () => {
  it.each(library)('$name is safe and live at home', ({ form }) => {
    expect(told(check(form))).toBe('safe true, live true')
  })

  const [apart, atHome] = [true, false].map((may) =>
    library.filter(({ form }) => (oneBookReasons(form).length === 0) === may),
  )

  it.each(apart ?? [])('$name is safe and live apart', ({ form }) => {
    expect(told(checkApart(form))).toBe('safe true, live true')
  })

  it.each(atHome ?? [])('$name is not accepted apart', ({ form }) => {
    expect(isAccepted(checkApart(form))).toBe(false)
  })

  it('may be apart where no book must order who was first, who is in a set, or a round', () => {
    const why = library.map(({ name, form }) => [
      name,
      oneBookReasons(form).map(({ about, sentence }) => `${about}: ${sentence}`),
    ])
    expect(Object.fromEntries(why)).toMatchInlineSnapshot(`
      {
        "contract-net": [
          "set: 'bidder' is a role set, whose members one ledger must know",
        ],
        "decision": [
          "first: 'question' is declared \`first\`, and between ledgers no book orders who was first",
          "first: 'topic' is declared \`first\`, and between ledgers no book orders who was first",
        ],
        "edit": [],
        "escalation": [],
        "forecast": [
          "set: 'forecaster' is a role set, whose members one ledger must know",
        ],
        "goal": [],
        "handoff": [
          "round: 'redo' opens a round, which would open in the ledger of its sender alone",
          "round: 'rework' opens a round, which would open in the ledger of its sender alone",
        ],
        "lease": [],
        "ownership": [],
        "question": [],
        "quorum-vote": [
          "set: 'voter' is a role set, whose members one ledger must know",
        ],
        "request-reply": [],
        "saga": [],
        "source-of-truth": [
          "round: 'revise' opens a round, which would open in the ledger of its sender alone",
        ],
        "standup": [
          "set: 'attendee' is a role set, whose members one ledger must know",
        ],
        "tool-use": [],
        "window": [],
      }
    `)
  })

  it('has lines of never, but for those of two messages at most, in which no state can go wrong', () => {
    const silent = library.filter(({ form }) => form.never.length === 0)
    expect(silent.map(({ name }) => name)).toEqual(['tool-use', 'window', 'question', 'edit'])
    expect(silent.filter(({ form }) => Object.keys(form.messages).length > 2)).toEqual([])
  })
})
