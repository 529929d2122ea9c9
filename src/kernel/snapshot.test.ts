/** Invariant 3: replay from the start, from a snapshot and live give the same bytes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wander, wanderer } from '../testing/wander.ts'
import { decodeState, emptyState, encodeState, evolve, StateFormatError } from './index.ts'

const numbers = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 120 })

describe('a snapshot of the state', () => {
  it('gives the same bytes as replay from the start and as the firm that lived it', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (moves, share) => {
        const firm = wanderer()
        wander(firm, moves)
        const events = structuredClone(firm.events)
        const cut = Math.floor(share * events.length)
        const replayed = emptyState()
        for (const event of events.slice(0, cut)) evolve(replayed, event)
        const reopened = decodeState(encodeState(replayed))
        expect(encodeState(reopened)).toBe(encodeState(replayed))
        for (const event of events.slice(cut)) {
          evolve(replayed, event)
          evolve(reopened, event)
        }
        const lived = encodeState(firm.state)
        expect(encodeState(replayed)).toBe(lived)
        expect(encodeState(reopened)).toBe(lived)
      }),
      { numRuns: 30 },
    )
  })

  it('lets a reopened firm go on exactly as the one that lived', () => {
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const lived = wanderer()
        wander(lived, before)
        const reopened = { ...lived, state: decodeState(encodeState(lived.state)) }
        const again = wanderer()
        wander(again, before)
        // The staged firm runs commands on its own state, so the reopened one takes its place in it.
        Object.assign(again.state, reopened.state)
        wander(lived, after)
        wander(again, after)
        expect(encodeState(again.state)).toBe(encodeState(lived.state))
      }),
      { numRuns: 15 },
    )
  })

  it('of another format is refused by its name', () => {
    expect(() => decodeState('{"format":"firm-state-0"}')).toThrow(StateFormatError)
  })
})
