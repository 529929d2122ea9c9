/** Who lets an intent go, and whether that is what the gate asks for that stands by then. */
import type { GateForm } from './charter-form.ts'
import { clockName } from './clock-message.ts'
import { isGated, stricter } from './gate.ts'
import type { FirmState, Intent } from './state.ts'

/** The member whose approval an intent waits for. */
export const approverOf = (state: FirmState, intent: Intent): string =>
  approverAt(state, intent.gate)

/** The member whose approval a gate asks for; the operator's where it names none. */
export const approverAt = (state: FirmState, gate: GateForm): string => {
  const who = gate.kind === 'approval' || gate.kind === 'verified' ? gate.who : 'operator'
  if (who !== 'operator') return who
  const members = Object.entries(state.charter?.members ?? {})
  return members.find(([, form]) => form.roles.includes('operator'))?.[0] ?? who
}

/**
 * The strictest of the gates that one turn passes, or the two members whose word they ask for: the approval of one never
 * stands for that of another (invariant 6).
 */
export const strictestOf = (
  state: FirmState,
  gates: readonly GateForm[],
): GateForm | readonly [string, string] => {
  let strictest: GateForm = { kind: 'silent' }
  for (const gate of gates) {
    const two = askedOfTwo(state, strictest, gate)
    if (two !== undefined) return two
    strictest = stricter(strictest, gate)
  }
  return strictest
}

const askedOfTwo = (
  state: FirmState,
  a: GateForm,
  b: GateForm,
): readonly [string, string] | undefined => {
  const asksFor = (gate: GateForm): string | undefined =>
    gate.kind === 'approval' || gate.kind === 'verified' ? approverAt(state, gate) : undefined
  const [first, second] = [asksFor(a), asksFor(b)]
  if (first !== undefined && second !== undefined && first !== second) return [first, second]
  if (a.kind !== 'verified' || b.kind !== 'verified' || a.verifier === b.verifier) return undefined
  return [a.verifier, b.verifier]
}

/**
 * What the policy asks for besides what an intent has passed, in words; undefined where it asks for no more. The
 * policy is that which stands now: a charter that was applied meanwhile may ask for more, or ask another (invariant 6).
 */
export const askedBesides = (
  state: FirmState,
  gate: GateForm,
  passed: Pick<Intent, 'verifiedBy' | 'attendedMs'> & { readonly by: string },
): string | undefined => {
  if (!isGated(gate)) return undefined
  if (gate.kind === 'veto' && passed.by === clockName) {
    const isOver = gate.goesUnanswered && passed.attendedMs >= gate.windowMs
    return isOver ? undefined : `a veto window of ${gate.windowMs} ms`
  }
  if (gate.kind === 'verified' && passed.verifiedBy !== gate.verifier) {
    return `${gate.verifier} to verify it`
  }
  const who = approverAt(state, gate)
  return who === passed.by ? undefined : `the approval of ${who}`
}
