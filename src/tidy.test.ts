/** The house rules as a test: each holds for every file, and each has been seen red once. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { houseOf } from '../test/tidy/house.ts'
import { owed } from '../test/tidy/owed.ts'
import { readHouse } from '../test/tidy/read-house.ts'
import * as rules from '../test/tidy/rules/index.ts'

const house = readHouse(fileURLToPath(new URL('..', import.meta.url)))

describe.each(Object.values(rules))('$name', (rule) => {
  const pending = owed[rule.name] ?? []
  const isOf = (found: string, path: string): boolean => found.startsWith(path)

  it('holds in the whole house', () => {
    const found = rule.find(house)
    expect(found.filter((one) => !pending.some((path) => isOf(one, path)))).toEqual([])
    expect(pending.filter((path) => !found.some((one) => isOf(one, path)))).toEqual([])
  })

  it('is seen red on its deliberate breach', () => {
    expect(rule.find(houseOf(new Map(Object.entries(rule.breach))))).toEqual(rule.red)
  })
})

describe('what is owed', () => {
  it('names only rules that exist', () => {
    const names = new Set(Object.values(rules).map((rule) => rule.name))
    expect(Object.keys(owed).filter((name) => !names.has(name))).toEqual([])
  })
})
