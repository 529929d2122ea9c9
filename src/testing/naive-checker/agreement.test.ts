/** Two checkers that share no rule agree on random protocols; `AGREEMENT_COUNT` sets how many. */
import { describe, expect, it } from 'vitest'
import { change, decision, net, order, split, vote } from '../specimens.ts'
import { terseForm } from '../terse-form.ts'
import { askBoth, naive, ours } from './agreement.ts'

const count = Number(process.env['AGREEMENT_COUNT'] ?? 20_000)
const seed = process.env['SEED'] ?? '1'

/** All must agree and three suffice: who counts idle members too low finds it dead. */
const assent = `
  protocol assent
  key motion
  roles chair voter[]
  put: chair > voter; out motion
  agree: voter > chair; in motion; out ballot
  carry: chair > voter; in all(ballot) 3(ballot); ends completed
`

describe('two checkers', () => {
  it.each([
    ['change', change, {}],
    ['order', order, {}],
    ['net', net, { bidder: 4 }],
    ['vote', vote, { voter: 5 }],
    ['assent', assent, { voter: 5 }],
    ['decision', decision, {}],
    ['split', split, { parts: 2 }],
  ])('agree on %s', (_, text, sizes) => {
    const form = terseForm(text)
    expect(ours(form, sizes, 20_000)[1]).toBe(naive(form, sizes, 20_000)[1])
  })

  // One in a hundred has more states than this and most of the cost; the long run takes those too.
  it(`agree on ${count} random protocols`, { timeout: 36_000_000 }, () => {
    const { disagreements, ...tally } = askBoth({ seed, count, statesMax: 500 })
    expect(disagreements).toEqual([])
    expect(Math.min(tally.unsafe, tally.dead, tally.both) / count).toBeGreaterThanOrEqual(0.15)
    expect(tally.rich / count).toBeGreaterThanOrEqual(1 / 3)
  })
})
