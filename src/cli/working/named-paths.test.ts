import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WrongUsageError } from '../reading.ts'
import { namedPaths } from './index.ts'

const repository = mkdtempSync(join(tmpdir(), 'firm paths '))
beforeAll(() => {
  mkdirSync(join(repository, 'src'))
  for (const name of ['a.md', 'b.md', 'a.md,b.md', 'notes, 1.md', 'end ', 'src/one,two'])
    writeFileSync(join(repository, name), '')
})
afterAll(() => rmSync(repository, { recursive: true }))

const named = (paths: readonly string[], path: readonly string[] = []): readonly string[] =>
  namedPaths({ lists: { paths, path } }, repository)

describe('the paths of a piece of work', () => {
  it.each([
    { said: 'a list', paths: ['a.md, b.md,'], path: [], are: ['a.md', 'b.md'] },
    { said: 'several lists', paths: ['a.md', 'b.md,src'], path: [], are: ['a.md', 'b.md', 'src'] },
    { said: 'one with a comma', paths: [], path: ['notes, 1.md'], are: ['notes, 1.md'] },
    { said: 'one with a space at its end', paths: [], path: ['end '], are: ['end '] },
    { said: 'both', paths: ['a.md'], path: ['x,y ', ' z'], are: ['a.md', 'x,y ', ' z'] },
    { said: 'what is not there yet', paths: ['new.md, c.md'], path: [], are: ['new.md', 'c.md'] },
    { said: 'nothing', paths: [''], path: [''], are: [] },
  ])('are those that were written: $said', ({ paths, path, are }) => {
    expect(named(paths, path)).toEqual(are)
  })

  it.each(['notes, 1.md', 'end ', 'a.md,end ', 'src/one,two', 'a.md,b.md'])(
    'are never others than the one that is there: %j',
    (list) => {
      expect(() => named([list])).toThrow(WrongUsageError)
    },
  )

  it('are not looked for where the firm has no repository', () => {
    expect(namedPaths({ lists: { paths: ['notes, 1.md'] } }, undefined)).toEqual(['notes', '1.md'])
  })
})
