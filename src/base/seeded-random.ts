/** Random numbers that a seed repeats. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { hashOf } from './hash.ts'
import { assert, present } from './assert.ts'

/** A stream of random numbers; it has an identity, so whoever holds it decides who draws next. */
export interface Random {
  /** An integer from 0 to `below - 1`, evenly. `below` is 1 to 2^32. */
  readonly integer: (below: number) => number
  /** One of the items; there must be at least one. */
  readonly pick: <T>(items: readonly T[]) => T
  /** A new array with the same items in random order. */
  readonly shuffle: <T>(items: readonly T[]) => T[]
}

/** A stream named by a seed and a purpose; different purposes give independent streams. */
export const seededRandom = (seed: number | string, purpose = ''): Random => {
  const digest = hashOf(`${seed}\u0000${purpose}`)
  const generator = xoroshiro128plus(Number.parseInt(digest.slice(0, 8), 16) | 0)
  const integer = (below: number): number => {
    assert(Number.isInteger(below) && below >= 1 && below <= 2 ** 32, 'below is 1 to 2^32')
    const limit = 2 ** 32 - (2 ** 32 % below)
    for (;;) {
      const drawn = generator.next() >>> 0
      if (drawn < limit) return drawn % below
    }
  }
  const pick = <T>(items: readonly T[]): T =>
    present(items[integer(Math.max(1, items.length))], 'there is something to pick')
  const shuffle = <T>(items: readonly T[]): T[] => {
    const rest = [...items]
    const shuffled: T[] = []
    while (rest.length > 0) shuffled.push(...rest.splice(integer(rest.length), 1))
    return shuffled
  }
  return { integer, pick, shuffle }
}
