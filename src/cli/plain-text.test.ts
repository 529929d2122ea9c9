import { expect, it } from 'vitest'
import { columns } from './columns.ts'
import { oneLine, plainText } from './plain-text.ts'

it.each([
  ['an escape sequence that hides', 'a\u001b[8mb', String.raw`a\u001b[8mb`],
  ['a return to the line’s beginning', 'rm\rls', String.raw`rm\u000dls`],
  [
    'a bell, a deletion, the short form of an escape',
    '\u0007\u007f\u009b',
    String.raw`\u0007\u007f\u009b`,
  ],
  ['text that is turned round', '\u202egnp.exe\u202c', String.raw`\u202egnp.exe\u202c`],
  ['several lines, tabs and any language', 'één\n\tzwei 三 שלוש', 'één\n\tzwei 三 שלוש'],
])('%s is shown for what it is', (_, text, shown) => {
  expect(plainText(text)).toBe(shown)
})

it('JSON says the same as before', () => {
  const value = { plan: 'one\u001b[2J\u009b\u202etwo' }
  expect(JSON.parse(plainText(JSON.stringify(value)))).toEqual(value)
})

it('a row of a table stays one line, whatever a file is called', () => {
  expect(oneLine('a\nb\u001b[1m')).toBe(String.raw`a\u000ab\u001b[1m`)
  expect(columns([['two\nlines', 'held']])).toEqual([String.raw`  two\u000alines  held`])
})
