/** Gates: the policy's verdict on a chosen message. Of several verdicts the strictest wins. */
import { type Json, present, unreachable } from '../base/index.ts'
import type { EffectForm } from '../protocol/index.ts'
import type { CharterForm, GateForm, PolicyTest } from './charter-form.ts'
import type { TrackRecord } from './command.ts'
import { standsInContent, valueAt } from './standing.ts'

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
  const named = charter.policy
    .filter((line) => line.protocol === view.protocol && line.message === view.message)
    .map(({ gate, when }) => ({ gate, says: when === undefined ? true : judge(when, view) }))
  const gates: GateForm[] = named.filter(({ says }) => says === true).map(({ gate }) => gate)
  if (gates.length === 0) gates.push(defaultGate(view.effect))
  // Where nobody can tell whether a line holds, it may make the gate stricter and never looser.
  gates.push(...named.filter(({ says }) => says === undefined).map(({ gate }) => gate))
  const isUnfenced = view.unfenced && view.effect !== undefined
  if (isUnfenced) gates.push({ kind: 'approval', who: 'operator' })
  const strictest = present(gates.toSorted((a, b) => rank(b) - rank(a))[0], 'a message has a gate')
  // Whom else the policy asks is below the operator, who answers for what is not fenced.
  const isAsked = strictest.kind === 'approval' || strictest.kind === 'verified'
  return isUnfenced && isAsked ? { ...strictest, who: 'operator' } : strictest
}

/** Whether a turn with this gate waits as an intent. */
export const isGated = (gate: GateForm): boolean => rank(gate) >= strictness.indexOf('veto')

/** The stricter of two gates; two veto windows last as long as the longer, and go unanswered only where both may. */
export const stricter = (a: GateForm, b: GateForm): GateForm => {
  if (a.kind !== 'veto' || b.kind !== 'veto') return rank(b) > rank(a) ? b : a
  const windowMs = Math.max(a.windowMs, b.windowMs)
  return { kind: 'veto', windowMs, goesUnanswered: a.goesUnanswered && b.goesUnanswered }
}

/** What a test says; undefined where what it compares stands in content, which the kernel never reads. */
const judge = (test: PolicyTest, view: GateView): boolean | undefined => {
  switch (test.kind) {
    case 'fact':
      if (standsInContent(view.facts, test.path)) return undefined
      return compare(valueAt(view.facts, test.path), test.is, test.value)
    case 'record': {
      const principal = view.principalOf(test.role)
      const record = view.records.find(
        (one) => one.principal === principal && one.domain === test.domain,
      )
      return (record?.kept ?? 0) >= test.keptMin && (record?.broken ?? 0) <= test.brokenMax
    }
    case 'not':
      return opposite(judge(test.test, view))
    case 'all':
      return every(test.tests.map((one) => judge(one, view)))
    case 'any':
      return opposite(every(test.tests.map((one) => opposite(judge(one, view)))))
    default:
      return unreachable(test)
  }
}

const opposite = (says: boolean | undefined): boolean | undefined =>
  says === undefined ? undefined : !says

const every = (said: readonly (boolean | undefined)[]): boolean | undefined => {
  if (said.includes(false)) return false
  return said.includes(undefined) ? undefined : true
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
