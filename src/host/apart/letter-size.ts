/** How much a letter carries: what goes to another firm is measured when it is said, while it can be said otherwise. */
import { encodeCanonical, type Json } from '../../base/index.ts'
import {
  carriedNames,
  type Chosen,
  type FirmState,
  messageOf,
  receiversOf,
} from '../../kernel/index.ts'
import { withReferences } from '../../ledger/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { letterBytesMax } from './wire.ts'

/** Why a message is too large for the other firms that it goes to; undefined where it fits, or stays here. */
export const oversizeOf = (
  state: FirmState,
  form: ProtocolForm,
  chosen: Chosen,
): string | undefined => {
  const [receiver] = receiversIn(state, form, chosen)
  if (receiver === undefined) return undefined
  const sizes = carriedIn(state, form, chosen).map(
    ([name, value]) => [name, saidBytes(value)] as const,
  )
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
  if (bytes <= letterBytesMax) return undefined
  const [largest = ''] = sizes.toSorted(([, a], [, b]) => b - a)[0] ?? []
  return `${chosen.message} to ${receiver} would carry ${bytes} bytes, the most of them ${largest}, and a letter carries at most ${letterBytesMax}: say less, or say where it is`
}

const receiversIn = (
  state: FirmState,
  form: ProtocolForm,
  { enactment, message }: Chosen,
): readonly string[] => {
  const open = state.open.get(enactment)
  if (open !== undefined) return receiversOf(open, message)
  const elsewhere = state.charter?.apart?.[form.name] ?? {}
  return (form.messages[message]?.to ?? []).flatMap((role) => elsewhere[role] ?? [])
}

const carriedIn = (
  state: FirmState,
  form: ProtocolForm,
  { enactment, message, facts }: Chosen,
): readonly (readonly [string, Json])[] => {
  const open = state.open.get(enactment)
  const names =
    open === undefined || !open.machine.messageNamed.has(message)
      ? (form.messages[message]?.out ?? []).map(({ fact }) => fact)
      : carriedNames(open.machine, messageOf(open.machine, message))
  return names.map((name) => [name, facts[name] ?? open?.facts.get(name)?.value ?? null] as const)
}

// What stands in the place of a value from content is not counted.
const nullBytes = 4

// A value that stands in content counts as what it says.
const saidBytes = (value: Json): number => {
  let inContent = 0
  const rest = withReferences(value, (reference) => {
    inContent += reference.bytes - nullBytes
    return null
  })
  return inContent + new TextEncoder().encode(encodeCanonical(rest)).length
}
