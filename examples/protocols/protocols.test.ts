/** Every protocol that the documents print is a file, and the checker proves each. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../src/base/index.ts'
import { check, code, isAccepted, pass } from '../../src/protocol/index.ts'
import { change } from './change.ts'
import { decision } from './decision.ts'
import { order } from './order.ts'
import { tender } from './tender.ts'
import { toolUse } from './tool-use.ts'
import { vote } from './vote.ts'

describe('every example', () => {
  it.each([change, decision, order, tender, toolUse, vote])('$name is accepted', ({ form }) => {
    const verdict = check(form)
    expect(verdict.why).toEqual([])
    expect(isAccepted(verdict)).toBe(true)
  })
})

describe('those that the design prints', () => {
  // SHA-256 of the two blocks of DESIGN, section 3: they stand in these files to the letter.
  it.each([
    ['change', '73f05c0d8bffd25bb3416fb606d45fd0f530e6f9cba20aa08c267a4e5664322c'],
    ['order', '7751a33c7af4913d0a852b87252716093a8f48e5adddabe310ce15f515d63439'],
  ])('%s stands here exactly as there', (name, hash) => {
    const file = readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
    const printed = file.slice(file.indexOf('section 3\n') + 10, file.indexOf('// end of print'))
    expect(hashOf(printed)).toBe(hash)
  })
})

it('a role of each example can be played by functions', () => {
  const manager = code(tender, 'manager', {
    ask: () => pass('nothing to call out'),
    award: ({ answer, task }) => {
      const bids = answer.flatMap(({ by, value }) => ('bid' in value ? [{ by, ...value }] : []))
      const best = bids.toSorted((a, b) => a.bid.millionths - b.bid.millionths)[0]
      return best === undefined ? pass(`nobody bids for ${task.title}`) : { worker: best.by }
    },
    close: () => ({}),
  })
  const chair = code(vote, 'chair', {
    put: () => pass('no motion'),
    carry: ({ ballot }) => ({
      outcome: { carried: `${ballot.filter(({ value }) => 'yes' in value).length} yes` },
    }),
    lapse: ({ question }) => ({ outcome: { lost: question } }),
  })
  const owner = code(decision, 'owner', {
    ratify: ({ proposal }) => ({ answer: { ratified: proposal.why } }),
    reject: ({ proposal }) => ({ answer: { rejected: proposal.title } }),
  })
  const clerk = code(order, 'clerk', {
    reserve: () => pass('no order'),
    charge: ({ amount, item }) =>
      amount.millionths > 0 && item.count > 0 ? {} : pass('nothing to charge'),
    ship: ({ charge, item }) => (charge.done && item.article !== '' ? {} : pass('no article')),
  })
  const roles = [manager, chair, owner, clerk].map(({ role }) => role)
  expect(roles).toEqual(['manager', 'chair', 'owner', 'clerk'])
})
