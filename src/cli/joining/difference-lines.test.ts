import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceLines } from './difference-lines.ts'

test('what comes and what goes is shown with what is near', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `line ${at}`)
  const before = lines.join('\n')
  const after = [...lines.slice(0, 3), 'new', ...lines.slice(3, 10), 'last', ''].join('\r\n')
  expect(differenceLines(before, after)).toEqual([
    '  line 1',
    '  line 2',
    '+ new',
    '  line 3',
    '  line 4',
    '  …',
    '  line 8',
    '  line 9',
    '- line 10',
    '- line 11',
    '+ last',
  ])
})

test('texts that are alike differ in nothing, and a new one is all new', () => {
  expect(differenceLines('a\nb\n', 'a\nb\n')).toEqual([])
  expect(differenceLines('', 'a\n\nb\n')).toEqual(['+ a', '+', '+ b'])
})

test('what is shown is the whole of what changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (was, is) => {
      const shown = differenceLines(was.join('\n'), is.join('\n'))
      const counted = (lines: readonly string[], mark: string, line: string): number =>
        lines.filter((one) => one === `${mark}${line}`).length
      for (const line of ['a', 'b', 'c']) {
        const grown = counted(is, '', line) - counted(was, '', line)
        expect(counted(shown, '+ ', line) - counted(shown, '- ', line)).toBe(grown)
      }
    }),
  )
})
