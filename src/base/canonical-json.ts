/** The one byte form of a JSON value (RFC 8785), so that equal values have equal hashes. */
import canonicalize from 'canonicalize'
import { FirmError } from './firm-error.ts'
import type { Json } from './json.ts'

/**
 * Encodes a JSON value by RFC 8785: sorted names, shortest numbers, no white space.
 * Throws NotCanonicalError for what JSON cannot say (NaN, infinities, undefined).
 */
export const encodeCanonical = (value: Json): string => {
  let text: string | undefined
  try {
    text = canonicalize(value)
  } catch (cause) {
    throw new NotCanonicalError(cause)
  }
  if (text === undefined) throw new NotCanonicalError(undefined)
  return text
}

/** The value as its canonical form reads: equal values become the same, to the order of their names. */
export const canonicalCopy = <T>(value: T): T =>
  // Whatever is JSON comes back as what it was; only the order of names may differ.
  JSON.parse(encodeCanonical(value as Json)) as T

/** A value that has no canonical JSON form. */
export class NotCanonicalError extends FirmError {
  override readonly name = 'NotCanonicalError'

  constructor(cause: unknown) {
    super(
      'not-canonical',
      'the value has no canonical JSON form (NaN, infinity or undefined in it)',
      {
        hint: 'Use null, a finite number or a string.',
        cause,
      },
    )
  }
}
