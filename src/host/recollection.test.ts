/** What a recollection counts as repeated: what the same member was told by its last brief in the same enactment. */
import { expect, it } from 'vitest'
import { change } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import type { Recollection } from './host-options.ts'
import { openRecollection } from './recollection.ts'

const firmAndMemory = (): { readonly firm: StagedFirm; readonly recollection: Recollection } => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
  })
  const spec = { area: 'names', paths: ['src/a.ts'] }
  firm.open('lea', 'change', 'offer', { work: 'w1', spec, engineer: 'eve' })
  const countTokens = (text: string): number => text.length
  const recollection = openRecollection({ tokensMax: 10_000, countTokens })
  for (const [index, event] of firm.events.entries()) recollection.remember(event, index + 1)
  return { firm, recollection }
}

const eve = { member: 'eve', enactment: 'change:w1', role: 'engineer' }

it('counts what a turn is told a second time, and not what it is told in one turn', () => {
  const { firm, recollection } = firmAndMemory()
  const first = recollection.brief(firm.state, { ...eve, turn: 't1' })
  expect(first.tokensBy).toMatchObject({ repeated: 0, handOff: 0 })
  expect(first.tokensBy.task).toBeGreaterThan(0)
  // A brief is made twice where it shows what stands in content.
  expect(recollection.brief(firm.state, { ...eve, turn: 't1' }).tokensBy).toEqual(first.tokensBy)
  const { tokensBy } = recollection.brief(firm.state, { ...eve, turn: 't2' })
  const { task, memory, menu } = first.tokensBy
  expect(tokensBy).toEqual({
    task: 0,
    memory: 0,
    handOff: 0,
    menu: 0,
    repeated: task + memory + menu,
  })
})

it('repeats nothing to another member, and nothing of work that has ended', () => {
  const { firm, recollection } = firmAndMemory()
  recollection.brief(firm.state, { ...eve, turn: 't1' })
  const lea = { member: 'lea', enactment: 'change:w1', role: 'lead', turn: 't2' }
  expect(recollection.brief(firm.state, lea).tokensBy.repeated).toBe(0)
  // The event of another ledger: what is told of this one does not matter here, only that it is forgotten.
  recollection.remember(
    { type: 'enactment-ended', at: firm.state.at, enactment: 'change:w1', as: 'cancelled' },
    firm.events.length,
  )
  const before = recollection.brief(firm.state, { ...eve, turn: 't3' })
  expect(before.tokensBy.repeated).toBe(0)
})
