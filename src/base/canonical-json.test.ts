/** The canonical form beside another's encoder of RFC 8785, and as its own copies have it. */
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalCopy, encodeCanonical, type Json, NotCanonicalError } from './index.ts'

// Names that engines, prototypes and sorting treat in ways of their own come often.
const name = fc.oneof(
  fc.constantFrom('__proto__', 'toJSON', '10', '9', '-1', '01', 'a', 'ä', '\u{1f600}', '￿', ''),
  fc.string({ unit: 'grapheme' }),
)
const { value: anyJson } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>(null, true, -0, 0, 1e21, 5e-324, 0.1, '\u2028"\\\u0007'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value')),
    fc.dictionary(name, tie('value')),
  ),
}))

/** The order of names included, which no comparison of values sees. */
const asRead = (value: unknown): string => JSON.stringify(value)

describe('the canonical form', () => {
  it('is what another encoder of RFC 8785 makes of it, in whatever order it came', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = encodeCanonical(value)
        expect(text).toBe(canonicalize(value))
        expect(encodeCanonical(canonicalCopy(value))).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })

  it('reads as its copy does, name for name', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const read: unknown = JSON.parse(encodeCanonical(value))
        const copied = canonicalCopy(value)
        expect(copied).toStrictEqual(read)
        expect(asRead(copied)).toBe(asRead(read))
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves out what is undefined, and has null for it in a list', () => {
    const value = { b: 1, a: undefined, c: [undefined, 2] } as unknown as Json
    expect(encodeCanonical(value)).toBe('{"b":1,"c":[null,2]}')
    expect(asRead(canonicalCopy(value))).toBe('{"b":1,"c":[null,2]}')
  })

  const itself: { self?: unknown } = {}
  itself.self = itself
  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    () => 1,
    Symbol('s'),
    1n,
    '\ud83d',
    { '\ude00': 1 },
    { b: [Number.NaN], a: 1 },
    { a: 1, b: '\ud83d' },
    itself,
  ])('does not exist of %s', (value) => {
    expect(() => encodeCanonical(value as Json)).toThrow(NotCanonicalError)
    expect(() => canonicalCopy(value)).toThrow(NotCanonicalError)
  })
})
