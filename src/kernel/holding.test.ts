/** Who the charter's rule picks: whoever holds the fewest roles, counted as they are given and taken. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wander, wanderer } from '../testing/wander.ts'
import { decodeState, emptyState, encodeState, evolve, type FirmState } from './index.ts'

const counted = (state: FirmState): ReadonlyMap<string, number> => {
  const loads = new Map<string, number>()
  for (const { roles } of state.open.values()) {
    for (const { member } of roles.values()) loads.set(member, (loads.get(member) ?? 0) + 1)
  }
  return loads
}

describe('the roles that a member holds', () => {
  it('are counted as they are given and taken, in a firm that lived and in one that was opened', () => {
    let held = 0
    const moves = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 120 })
    fc.assert(
      fc.property(moves, (numbers) => {
        const firm = wanderer()
        wander(firm, numbers)
        const state = emptyState()
        for (const event of structuredClone(firm.events)) {
          evolve(state, event)
          expect(state.loads).toEqual(counted(state))
          held += state.loads.size
        }
        expect(decodeState(encodeState(state)).loads).toEqual(counted(state))
      }),
      { numRuns: 20 },
    )
    expect(held).toBeGreaterThan(500)
  })

  it('pass from one member to another with the role', () => {
    const firm = wanderer()
    const spec = { area: 'names', paths: ['src/a.ts'] }
    firm.open('lea', 'change', 'offer', { work: 'w1', spec, engineer: 'eve' })
    expect(firm.state.loads.get('eve')).toBe(1)
    const [enactment, role, member] = ['change:w1', 'engineer', 'bob'] as const
    evolve(firm.state, {
      type: 'role-assigned',
      at: firm.state.at,
      enactment,
      role,
      member,
      token: 2,
      because: 'eve is busy',
    })
    expect(firm.state.loads).toEqual(counted(firm.state))
    expect(firm.state.loads.get('bob')).toBe(1)
  })
})
