/**
 * The gates of parts. A part opens by itself once the message that lists it is sent, so the gates before its first
 * message stand before that one (invariant 6).
 */
import type { JsonObject } from '../base/index.ts'
import type { Machine, Message } from '../protocol/index.ts'
import type { GateForm } from './charter-form.ts'
import type { Choice } from './choice.ts'
import { gateOf } from './gate.ts'
import { machineOf } from './opening.ts'
import { firstOf, partsOf } from './part.ts'
import type { FirmState } from './state.ts'

/** A message that splits work, and what is known of whoever sends it. */
interface Splitting {
  readonly machine: Machine
  /** The version of the charter that has the protocols of its parts. */
  readonly version: number
  readonly message: Message
  readonly facts: JsonObject
  readonly choice: Pick<Choice, 'records' | 'unfenced'>
}

/** The gates of everything that a message splits off, and of what that splits off; none where it splits nothing. */
export const partGates = (state: FirmState, splitting: Splitting): readonly GateForm[] => {
  const { machine, version, message, facts, choice } = splitting
  const { charter } = state
  return partsOf(machine, message, facts).flatMap((part) => {
    const form = state.charters.get(version)?.protocols[part.child]
    if (form === undefined || charter === undefined) return []
    const child = machineOf(state, form).machine
    const first = firstOf(child)
    if (first === undefined) return []
    const gate = gateOf(charter, {
      protocol: part.child,
      message: first.name,
      effect: form.messages[first.name]?.does,
      facts: (name) => part.facts[name],
      principalOf: () => undefined,
      records: choice.records,
      unfenced: choice.unfenced,
    })
    const below = { machine: child, version, message: first, facts: part.facts, choice }
    return [gate, ...partGates(state, below)]
  })
}
