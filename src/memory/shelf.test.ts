/** A shelf: what nobody asks for is never read, and is kept as it was. */
import { describe, expect, it } from 'vitest'
import { Shelf } from './shelf.ts'

interface Note {
  readonly text: string
  seen?: number
}

const filled = () => {
  const asked: string[] = []
  const shelf = new Shelf<Note>()
  shelf.fill(['a', 'b', 'c'], ['{"text":"one"}', '{"text":"two"}', '{"text":"three"}'], (line) => {
    asked.push(line)
    return JSON.parse(line) as Note
  })
  return { shelf, asked }
}

describe('a shelf that was filled with lines', () => {
  it('reads a line when its name is asked for, and once', () => {
    const { shelf, asked } = filled()
    expect([shelf.size, shelf.has('b'), shelf.has('d')]).toEqual([3, true, false])
    expect(asked).toEqual([])
    expect(shelf.get('b')).toBe(shelf.get('b'))
    expect(shelf.get('d')).toBeUndefined()
    expect(asked).toEqual(['{"text":"two"}'])
  })

  it('keeps what was changed in place, in its order, beside what nobody read', () => {
    const { shelf, asked } = filled()
    const two = shelf.get('b')
    if (two !== undefined) two.seen = 1
    shelf.set('d', { text: 'four' })
    shelf.delete('a')
    expect(shelf.lines()).toEqual([
      '{"text":"two","seen":1}',
      '{"text":"three"}',
      '{"text":"four"}',
    ])
    expect(asked).toHaveLength(1)
    expect([...shelf]).toEqual([
      ['b', { text: 'two', seen: 1 }],
      ['c', { text: 'three' }],
      ['d', { text: 'four' }],
    ])
  })

  it('is refused where lines and names differ in number', () => {
    const shelf = new Shelf<Note>()
    expect(() => shelf.fill(['a'], [], (line) => ({ text: line }))).toThrow(
      'each line has its name',
    )
  })
})
