// Rows that are read together give the same entries as one by one, or none at all.
import { describe, expect, it } from 'vitest'
import { chainBodies, emptyAnchor, type Entry } from '../../index.ts'
import { decodeGroup, decodeJoined, encodeGroup, type JoinedRows } from './group-row.ts'

const bodies = ['{"a":1}', '{"b":[1,2]}', '{"c":"x, y"}', '{"d":"ü"}', '{"e":{}}', '{"f":6}']
const entries = chainBodies(emptyAnchor, bodies)

const groupsOf = (sizes: readonly number[]): readonly (readonly Entry[])[] => {
  let from = 0
  return sizes.map((size) => entries.slice(from, (from += size)))
}

const joined = (sizes: readonly number[]): JoinedRows => {
  const groups = groupsOf(sizes)
  const rows = groups.map(encodeGroup)
  return {
    firsts: groups.map(([first]) => String(first?.position)),
    hashes: rows.map(({ hashes }) => hashes.toString('hex')).join(','),
    bodies: rows.map((row) => row.bodies).join('\n\n'),
  }
}

const oneByOne = (sizes: readonly number[]): readonly Entry[] => {
  const into: Entry[] = []
  for (const group of groupsOf(sizes)) {
    const { hashes, bodies: text } = encodeGroup(group)
    const first = into.length + 1
    decodeGroup(first, { first, hashes: hashes.toString('hex'), bodies: text }, into)
  }
  return into
}

describe('rows that are read together', () => {
  it.each([[[6]], [[1, 1, 1, 1, 1, 1]], [[2, 1, 3]], [[1, 5]]])('of %j events', (sizes) => {
    expect(decodeJoined(1, joined(sizes))).toEqual(entries)
    expect(oneByOne(sizes)).toEqual(entries)
  })

  const whole = joined([2, 1, 3])
  const cutHash = (row: number, by: number): string =>
    whole.hashes
      .split(',')
      .map((digits, index) => (index === row ? digits.slice(0, digits.length - by) : digits))
      .join(',')

  const damages: readonly (readonly [string, Partial<JoinedRows>])[] = [
    ['a row is missing', { firsts: ['1', '4'] }],
    ['a row stands elsewhere', { firsts: ['1', '4', '5'] }],
    ['a row comes twice', { firsts: ['1', '3', '4', '4'] }],
    ['a hash is cut at the end of the first row', { hashes: cutHash(0, 2) }],
    ['a hash is missing in the last row', { hashes: cutHash(2, 64) }],
    ['a row has no hashes', { hashes: cutHash(1, 64) }],
    [
      'a body is missing',
      { bodies: whole.bodies.replace('{"b":[1,2]}', '').replace(',\n\n', '\n\n') },
    ],
    ['a body moved to the next row', { bodies: whole.bodies.replace('},\n{"b', '}\n\n{"b') }],
    ['a body has a line break', { bodies: whole.bodies.replace('x, y', 'x\ny') }],
    ['a body is cut after a comma', { bodies: whole.bodies.replace('[1,2]}', '[1,') }],
  ]

  it.each(damages)('are nothing where %s', (_what, damage) => {
    expect(decodeJoined(1, { ...whole, ...damage })).toBeUndefined()
  })
})
