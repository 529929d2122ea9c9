/** The one byte form of a JSON value (RFC 8785), so that equal values have equal hashes. */
import { FirmError } from './firm-error.ts'
import type { Json } from './json.ts'

/**
 * Encodes a JSON value by RFC 8785: sorted names, shortest numbers, no white space; a member that is undefined is left
 * out. Throws NotCanonicalError for what JSON cannot say (NaN, infinities, undefined, half a pair of surrogates).
 */
export const encodeCanonical = (value: Json): string => {
  // An event stands in order since its `canonicalCopy`, and the engine's own encoder is the fastest.
  if (isInOrder(value, 0)) return JSON.stringify(value)
  const copied = copy(value, 0)
  return isInOrder(copied, 0) ? JSON.stringify(copied) : encode(copied)
}

/** The value as its canonical form reads: equal values become the same, to the order of their names. */
export const canonicalCopy = <T>(value: T): T =>
  // Whatever is JSON comes back as what it was; only the order of names may differ.
  copy(value, 0) as T

/** Nothing of a firm is nested deeper; what holds itself would go on for ever. */
const depthMax = 1_000

/** Half of a pair without the other: it has no bytes in UTF-8. */
const loneSurrogate = /\p{Surrogate}/u

/** Whether its members stand as the canonical form has them, so that plain JSON is that form. */
const isInOrder = (value: unknown, depth: number): boolean => {
  if (typeof value === 'string') return !loneSurrogate.test(value)
  if (typeof value !== 'object') return typeof value === 'boolean' || Number.isFinite(value)
  if (value === null) return true
  if (depth > depthMax || 'toJSON' in value) return false
  if (Array.isArray(value)) return value.every((one) => isInOrder(one, depth + 1))
  let before: string | undefined
  for (const name in value) {
    if (before !== undefined && name < before) return false
    before = name
    const part: unknown = value[name as keyof typeof value]
    if (loneSurrogate.test(name) || !isInOrder(part, depth + 1)) return false
  }
  return true
}

/** Member by member: names like numbers come first in every object, wherever their place in the text is. */
const encode = (copied: unknown): string => {
  if (typeof copied !== 'object' || copied === null) return JSON.stringify(copied)
  if (Array.isArray(copied)) return `[${copied.map(encode).join(',')}]`
  const members = membersOf(copied).map(([name, part]) => `${JSON.stringify(name)}:${encode(part)}`)
  return `{${members.join(',')}}`
}

const copy = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null) return plainly(value)
  if (depth > depthMax) throw new NotCanonicalError()
  if (Array.isArray(value)) return Array.from(value, (one) => copy(one ?? null, depth + 1))
  const made: { [name: string]: unknown } = {}
  for (const [name, part] of membersOf(value)) {
    const copied = copy(part, depth + 1)
    // This one name, when it is assigned, would change what the object is.
    if (name === '__proto__') own(made, copied)
    else made[name] = copied
  }
  return made
}

const own = (made: object, value: unknown): void =>
  void Object.defineProperty(made, '__proto__', {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })

/** What is no object, as JSON has it: there is one zero. */
const plainly = (value: unknown): unknown => {
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  if (typeof value === 'string' && !loneSurrogate.test(value)) return value
  if (typeof value === 'boolean' || value === null) return value
  throw new NotCanonicalError()
}

/** By the code units of their names, as RFC 8785 (3.2.3) orders them. */
const membersOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value)
    .filter(([name, part]) => part !== undefined && plainly(name) !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))

/** A value that has no canonical JSON form. */
export class NotCanonicalError extends FirmError {
  override readonly name = 'NotCanonicalError'

  constructor() {
    super(
      'not-canonical',
      'the value has no canonical JSON form (NaN, infinity or undefined in it)',
      { hint: 'Use null, a finite number or a string.' },
    )
  }
}
