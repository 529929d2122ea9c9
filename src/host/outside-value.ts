/**
 * Values from outside: what a mind, a person, another firm or an environment says may not name what stands in content.
 * Only the host writes such names, for what it moved there itself; whoever could bind one as a fact of their own would be
 * shown what it names, whoever that is for (invariant 12).
 */
import { type Json, type JsonObject, isJsonObject } from '../base/index.ts'
import { reservedPlaces, withoutReserved } from '../ledger/index.ts'

/** What stands in the ledger in the place of a name that was refused, so that no screen follows it. */
const refusedName = '(a name of content, which nobody may say)'

/** What is wrong with facts that name content; undefined where none does. The value itself is not repeated. */
export const contentNamedIn = (facts: JsonObject): string | undefined => {
  const [place, ...others] = reservedPlaces(facts, 'facts')
  if (place === undefined) return undefined
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  return `${place}${more}: an object with "$content" is the firm's own name for a value that it keeps; say the value itself`
}

/** The value without any name of content. */
export const withoutContentNames = (value: Json): Json => withoutReserved(value, refusedName)

/** Facts, or a receipt, without any name of content. */
export const factsWithoutContentNames = (facts: JsonObject): JsonObject => {
  const kept = withoutContentNames(facts)
  return isJsonObject(kept) ? kept : {}
}
