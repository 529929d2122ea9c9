/** The checker at home: what it accepts, what it refuses, and the shortest run that shows it. */
import { describe, expect, it } from 'vitest'
import * as specimens from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { check } from './check.ts'
import { formatRun } from './run.ts'
import type { CheckOptions, Verdict } from './verdict.ts'

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

describe('accepted protocols', () => {
  it.each([['change'], ['order'], ['net'], ['vote'], ['decision'], ['split']] as const)(
    '%s is safe and live',
    (name) => {
      const verdict = checked(specimens[name])
      console.log(
        name,
        verdict.states,
        verdict.holdsFrom,
        verdict.advice.map((a) => a.sentence),
      )
      expect(told(verdict)).toBe('safe true, live true')
    },
  )
})
