/** Two checkers that share no rule agree on random protocols; `AGREEMENT_COUNT` sets how many. */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/index.ts'
import {
  check,
  compile,
  foresee,
  MalformedProtocolError,
  type ProtocolForm,
  type Verdict,
} from '../../protocol/index.ts'
import { change, decision, net, order, split, vote } from '../specimens.ts'
import { terseForm } from '../terse-form.ts'
import { checkNaively } from './naive-checker.ts'
import { randomProtocol } from './random-protocol.ts'

const count = Number(process.env['AGREEMENT_COUNT'] ?? 4000)
const seed = process.env['SEED'] ?? '1'
const statesMax = 20_000

type Sizes = { readonly [set: string]: number }

/** What both must say; the naive one reports all messages that are never sent, the other their cause. */
const gist = ({ safe, live, why }: Verdict, situations: ReadonlySet<string>): string => {
  const has = (rule: string): boolean => why.some((finding) => finding.rule === rule)
  const rules = `never ${String(has('never'))}, unreachable ${String(has('unreachable'))}`
  return `safe ${String(safe)}, live ${String(live)}, ${rules}\n${[...situations].sort().join('\n')}`
}

const ours = (form: ProtocolForm, sizes: Sizes): [Verdict, string] => {
  const verdict = check(form, { sizes, statesMax })
  return [verdict, gist(verdict, foresee(form, sizes, statesMax).situations)]
}

const naive = (form: ProtocolForm, sizes: Sizes): [Verdict, string] => {
  const { verdict, situations } = checkNaively(form, sizes, statesMax)
  return [verdict, gist(verdict, situations)]
}

/** Few random protocols name what is not there; that is refused before anything is checked. */
const isWellFormed = (form: ProtocolForm): boolean => {
  try {
    compile(form)
    return true
  } catch (error) {
    if (error instanceof MalformedProtocolError) return false
    throw error
  }
}

const isDecided = ({ safe, live }: Verdict): boolean => safe !== null && live !== null

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
    expect(ours(form, sizes)[1]).toBe(naive(form, sizes)[1])
  })

  it(`agree on ${count} random protocols`, { timeout: 36_000_000 }, () => {
    const tally = { unsafe: 0, dead: 0, both: 0, rich: 0, all: 0 }
    const disagreements: string[] = []
    for (let index = 0; tally.all < count && disagreements.length < 3; index += 1) {
      const random = seededRandom(`${seed}/${index}`, 'agreement')
      const { text, form, isRich } = randomProtocol(random)
      if (!isWellFormed(form)) continue
      const sizes = { c: 1 + random.integer(3) }
      const [verdict, here] = ours(form, sizes)
      const [other, there] = naive(form, sizes)
      if (!isDecided(verdict) || !isDecided(other)) continue
      tally.all += 1
      tally.rich += isRich ? 1 : 0
      tally[verdict.safe ? (verdict.live ? 'both' : 'dead') : 'unsafe'] += 1
      if (here !== there) disagreements.push(`${seed}/${index}\n${text}\n${here}\n≠\n${there}`)
    }
    expect(disagreements).toEqual([])
    expect(Math.min(tally.unsafe, tally.dead, tally.both) / count).toBeGreaterThanOrEqual(0.15)
    expect(tally.rich / count).toBeGreaterThanOrEqual(1 / 3)
  })
})
