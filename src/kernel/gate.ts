/** Gates: the policy's verdict on a chosen message. Of several verdicts the strictest wins. */
import { type Json, present, unreachable } from '../base/index.ts'
import type { EffectForm } from '../protocol/index.ts'
import type { CharterForm, GateForm, PolicyTest } from './charter-form.ts'
import type { TrackRecord } from './command.ts'
import { valueAt } from './standing.ts'

/** The order of strictness: T0 to T5. Screens and charters say the words. */
const strictness = ['silent', 'inform', 'veto', 'approval', 'verified', 'forbid'] as const

/** What a gate looks at. */
export interface GateView {
  readonly protocol: string
  readonly message: string
  readonly effect: EffectForm | undefined
  readonly facts: (name: string) => Json | undefined
  /** The principal that holds a role in this enactment. */
  readonly principalOf: (role: string) => string | undefined
  readonly records: readonly TrackRecord[]
  readonly unfenced: boolean
}

const rank = (gate: GateForm): number => strictness.indexOf(gate.kind)

// Unnamed messages: without effect silent, revocable inform, all others need approval.
const defaultGate = (effect: EffectForm | undefined): GateForm => {
  if (effect === undefined) return { kind: 'silent' }
  return effect.kind === 'revocable' ? { kind: 'inform' } : { kind: 'approval', who: 'operator' }
}

/** The gate of one message: named lines whose test holds, else the default; the strictest of all. */
export const gateOf = (charter: CharterForm, view: GateView): GateForm => {
  const named = charter.policy.filter(
    (line) =>
      line.protocol === view.protocol &&
      line.message === view.message &&
      (line.when === undefined || holds(line.when, view)),
  )
  const gates: GateForm[] = named.map((line) => line.gate)
  if (gates.length === 0) gates.push(defaultGate(view.effect))
  if (view.unfenced && view.effect !== undefined) gates.push({ kind: 'approval', who: 'operator' })
  const strictest = gates.toSorted((a, b) => rank(b) - rank(a))[0]
  return present(strictest, 'a message has a gate')
}

/** Whether a turn with this gate waits as an intent. */
export const isGated = (gate: GateForm): boolean => rank(gate) >= strictness.indexOf('veto')

/** The stricter of two gates. */
export const stricter = (a: GateForm, b: GateForm): GateForm => (rank(b) > rank(a) ? b : a)

const holds = (test: PolicyTest, view: GateView): boolean => {
  switch (test.kind) {
    case 'fact':
      return compare(valueAt(view.facts, test.path), test.is, test.value)
    case 'record': {
      const principal = view.principalOf(test.role)
      const record = view.records.find(
        (one) => one.principal === principal && one.domain === test.domain,
      )
      return (record?.kept ?? 0) >= test.keptMin && (record?.broken ?? 0) <= test.brokenMax
    }
    case 'not':
      return !holds(test.test, view)
    case 'all':
      return test.tests.every((one) => holds(one, view))
    case 'any':
      return test.tests.some((one) => holds(one, view))
    default:
      return unreachable(test)
  }
}

/** The paths of facts that gates on a protocol's messages compare: their values must stand in the ledger. */
export const comparedIn = (
  { charter }: { readonly charter: CharterForm | undefined },
  protocol: string,
): readonly string[] =>
  (charter?.policy ?? []).flatMap(({ when, ...line }) =>
    line.protocol === protocol && when !== undefined ? pathsOf(when) : [],
  )

const pathsOf = (test: PolicyTest): readonly string[] => {
  switch (test.kind) {
    case 'fact':
      return [test.path]
    case 'record':
      return []
    case 'not':
      return pathsOf(test.test)
    case 'all':
    case 'any':
      return test.tests.flatMap(pathsOf)
    default:
      return unreachable(test)
  }
}

const compare = (
  found: Json | undefined,
  is: 'equal' | 'unequal' | 'above' | 'below',
  value: Json,
): boolean => {
  if (is === 'equal') return JSON.stringify(found) === JSON.stringify(value)
  if (is === 'unequal') return JSON.stringify(found) !== JSON.stringify(value)
  if (typeof found !== 'number' || typeof value !== 'number') return false
  return is === 'above' ? found > value : found < value
}
