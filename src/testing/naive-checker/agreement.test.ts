/** Two checkers that share no rule agree on random protocols; `AGREEMENT_COUNT` sets how many. */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/index.ts'
import { check, MalformedProtocolError, type Verdict } from '../../protocol/index.ts'
import { change, decision, net, order, split, vote } from '../specimens.ts'
import { terseForm } from '../terse-form.ts'
import { checkNaively } from './naive-checker.ts'
import { randomProtocol } from './random-protocol.ts'
import type { ProtocolForm } from '../../protocol/form.ts'

const count = Number(process.env['AGREEMENT_COUNT'] ?? 2000)
const seed = process.env['SEED'] ?? '1'

/** What both must say; the naive one reports all messages that are never sent, the other their cause. */
const gist = ({ safe, live, why }: Verdict): string => {
  const has = (rule: string): boolean => why.some((finding) => finding.rule === rule)
  return `safe ${String(safe)}, live ${String(live)}, never ${String(has('never'))}, unreachable ${String(has('unreachable'))}`
}

const tryCheck = (form: ProtocolForm, sizes: { [set: string]: number }): Verdict | undefined => {
  try {
    return check(form, { sizes, statesMax: 20_000 })
  } catch (error) {
    if (error instanceof MalformedProtocolError) return undefined
    throw error
  }
}

describe('two checkers', () => {
  it.each([
    ['change', change, {}],
    ['order', order, {}],
    ['net', net, { bidder: 2 }],
    ['vote', vote, { voter: 3 }],
    ['decision', decision, {}],
    ['split', split, { parts: 2 }],
  ])('agree on %s', (_, text, sizes) => {
    const form = terseForm(text)
    expect(gist(check(form, { sizes }))).toBe(gist(checkNaively(form, sizes)))
  })

  it(`agree on ${count} random protocols`, { timeout: 3_600_000 }, () => {
    const tally = new Map<string, number>()
    const disagreements: string[] = []
    let rich = 0
    let checked = 0
    for (let index = 0; checked < count; index += 1) {
      const random = seededRandom(`${seed}/${index}`, 'agreement')
      const { text, form, isRich } = randomProtocol(random)
      const sizes = { c: 1 + random.integer(2) }
      const verdict = tryCheck(form, sizes)
      if (verdict === undefined) continue
      const naive = checkNaively(form, sizes, 20_000)
      if (verdict.safe === null || naive.safe === null || naive.live === null) continue
      checked += 1
      rich += isRich ? 1 : 0
      const kind = verdict.safe ? (verdict.live ? 'both' : 'not live') : 'unsafe'
      tally.set(kind, (tally.get(kind) ?? 0) + 1)
      if (gist(verdict) !== gist(naive))
        disagreements.push(
          `seed ${seed}/${index}\n${text}\nours: ${gist(verdict)}\nnaive: ${gist(naive)}`,
        )
      if (disagreements.length >= 3) break
    }
    expect(disagreements).toEqual([])
    for (const kind of ['unsafe', 'not live', 'both']) {
      expect(tally.get(kind) ?? 0, `${kind} of ${count}`).toBeGreaterThanOrEqual(count * 0.15)
    }
    expect(rich).toBeGreaterThanOrEqual(count / 3)
  })
})
