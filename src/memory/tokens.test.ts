/** The estimate of tokens, against counts that an exact vocabulary (o200k) gave for the same texts. */
import { describe, expect, it } from 'vitest'
import { loadTokenCounter } from './tokens.ts'

const hash = '3f786850e387550fdab836ed7e6dc881de23001b'

/** Text, and what o200k counts. */
const table: readonly (readonly [string, string, number])[] = [
  ['English', 'The engineer accepts the work with a plan, and nothing collides. '.repeat(20), 281],
  ['code', 'export const one = (two: string): number => two.length + 1\n'.repeat(20), 340],
  ['JSON', '{"area":"names","paths":["src/a.ts","src/b.ts"]}\n'.repeat(20), 300],
  ['hashes', `${hash}\n`.repeat(20), 420],
]

describe('the estimate of tokens', () => {
  it.each(table)('is close for %s', async (_name, text, exact) => {
    const countTokens = await loadTokenCounter()
    expect(Math.abs(countTokens(text) / exact - 1)).toBeLessThan(0.3)
  })

  it('takes no time to speak of for ten megabytes of rubbish', async () => {
    expect((await loadTokenCounter())('a'.repeat(10_000_000))).toBeGreaterThan(0)
  })

  it('of no text is 0', async () => {
    expect((await loadTokenCounter())('')).toBe(0)
  })
})
