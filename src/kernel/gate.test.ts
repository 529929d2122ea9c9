/** What a gate answers where it cannot see what it is to compare. */
import { describe, expect, it } from 'vitest'
import { hashOf, type Json, type JsonObject } from '../base/index.ts'
import { encodeReference } from '../ledger/index.ts'
import type { EffectForm } from '../protocol/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import type { GateForm, PolicyTest } from './charter-form.ts'
import { gateOf } from './gate.ts'

const hidden = encodeReference({ name: hashOf('a large text'), bytes: 20_000 })
const isQuince: PolicyTest = { kind: 'fact', path: 'spec.fruit', is: 'equal', value: 'quince' }
const isLarge: PolicyTest = { kind: 'fact', path: 'size', is: 'above', value: 3 }
const approval: GateForm = { kind: 'approval', who: 'boss' }

const gateFor = (
  asked: { readonly when: PolicyTest; readonly gate: GateForm },
  facts: JsonObject,
  effect?: EffectForm,
): string =>
  gateOf(
    stagedCharter({
      protocols: [
        'protocol task\nkey work\nroles lead\nopen: lead > lead; out work; ends completed',
      ],
      members: { ana: ['lead'] },
      policy: [{ protocol: 'task', message: 'open', ...asked }],
    }),
    {
      protocol: 'task',
      message: 'open',
      effect,
      facts: (name): Json | undefined => facts[name],
      principalOf: () => undefined,
      records: [],
      unfenced: false,
    },
  ).kind

describe('a gate on what stands in content', () => {
  it.each<[string, PolicyTest, JsonObject, string]>([
    ['the very fact', isQuince, { spec: hidden }, 'approval'],
    ['a field of it', isQuince, { spec: { fruit: hidden } }, 'approval'],
    [
      'below a field of it',
      { ...isQuince, path: 'spec.list.first' },
      { spec: { list: hidden } },
      'approval',
    ],
    ['its opposite', { kind: 'not', test: isQuince }, { spec: hidden }, 'approval'],
    [
      'it beside what holds',
      { kind: 'all', tests: [isQuince, isLarge] },
      { spec: hidden, size: 9 },
      'approval',
    ],
    [
      'it beside what does not hold',
      { kind: 'all', tests: [isQuince, isLarge] },
      { spec: hidden, size: 1 },
      'silent',
    ],
    [
      'it or what holds',
      { kind: 'any', tests: [isQuince, isLarge] },
      { spec: hidden, size: 9 },
      'approval',
    ],
    [
      'it or what does not hold',
      { kind: 'any', tests: [isQuince, isLarge] },
      { spec: hidden, size: 1 },
      'approval',
    ],
    ['what stands in the ledger', isQuince, { spec: { fruit: 'plum', note: hidden } }, 'silent'],
  ])('is as strict as if it held where that could be: %s', (_what, when, facts, kind) => {
    expect(gateFor({ when, gate: approval }, facts)).toBe(kind)
  })

  it('is never looser for it', () => {
    const pays: EffectForm = {
      environment: 'bank',
      verb: 'pay',
      reads: [],
      kind: 'irreversible',
      doubt: 'ask',
    }
    const loose = { when: isQuince, gate: { kind: 'silent' } } as const
    expect(gateFor(loose, { spec: { fruit: 'quince' } }, pays)).toBe('silent')
    expect(gateFor(loose, { spec: hidden }, pays)).toBe('approval')
  })
})

describe('a gate on the effect of a member that is not fenced', () => {
  const effect: EffectForm = {
    environment: 'place',
    verb: 'act',
    reads: [],
    kind: 'revocable',
    doubt: 'key',
  }
  it.each<[GateForm, GateForm]>([
    [{ kind: 'silent' }, { kind: 'approval', who: 'operator' }],
    [
      { kind: 'approval', who: 'rob' },
      { kind: 'approval', who: 'operator' },
    ],
    [
      { kind: 'verified', who: 'rob', verifier: 'jo' },
      { kind: 'verified', who: 'operator', verifier: 'jo' },
    ],
    [{ kind: 'forbid' }, { kind: 'forbid' }],
  ])('asks the operator, whomever the policy asks: %j', (gate, asked) => {
    const charter = stagedCharter({
      protocols: [
        'protocol task\nkey work\nroles lead\nopen: lead > lead; out work; ends completed',
      ],
      members: { ana: ['lead'] },
      policy: [{ protocol: 'task', message: 'open', gate }],
    })
    const view = { protocol: 'task', message: 'open', effect, facts: () => undefined, records: [] }
    const seen = { ...view, principalOf: () => undefined }
    expect(gateOf(charter, { ...seen, unfenced: true })).toEqual(asked)
    expect(gateOf(charter, { ...seen, unfenced: false })).toEqual(gate)
  })
})
