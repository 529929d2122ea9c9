/** Two checkers that share no rule agree between ledgers, too; `AGREEMENT_APART_COUNT` sets on how many. */
import { describe, expect, it } from 'vitest'
import { checkApart } from '../../protocol/index.ts'
import { change, order } from '../specimens.ts'
import { terseForm } from '../terse-form.ts'
import { askBothApart } from './agreement-apart.ts'
import { checkApartNaively } from './naive-apart.ts'

const count = Number(process.env['AGREEMENT_APART_COUNT'] ?? 3_000)
const seed = process.env['SEED'] ?? '1'

describe('two checkers apart', () => {
  it.each([
    ['change', change, [['lead'], ['engineer'], ['reviewer']]],
    ['change of two ledgers', change, [['lead', 'reviewer'], ['engineer']]],
    ['order', order, [['clerk']]],
  ])('agree on %s, cancelled at any time and in any ledger', (_, text, groups) => {
    const form = terseForm(text)
    const { safe, live } = checkApartNaively(form, groups, 20_000)
    expect({ safe, live }).toEqual({ safe: true, live: true })
    expect(checkApart(form, { together: groups })).toMatchObject({ safe, live })
  })

  it(`agree on ${count} random protocols`, { timeout: 36_000_000 }, () => {
    const { disagreements, ...tally } = askBothApart({ seed, count, statesMax: 200 })
    expect(disagreements).toEqual([])
    expect(Math.min(tally.unsafe, tally.dead, tally.both) / count).toBeGreaterThanOrEqual(0.15)
    expect(tally.rich / count).toBeGreaterThanOrEqual(1 / 3)
    expect(tally.shared / count).toBeGreaterThanOrEqual(0.1)
    expect(tally.never / count).toBeGreaterThanOrEqual(0.05)
  })
})
