import { expect, it } from 'vitest'
import { purposeOf } from './purpose.ts'

it.each([
  ['Fix the parser in src/parse.ts, please!', 'Fix the parser in src/parse.ts, please!'],
  ['\n\n  Größe ändern\nand more', 'Größe ändern'],
  ['use sk-ant-api03-AAAA1111bbbb and hunter2 99 to log in', 'use … and … to log in'],
  [`name ${'x'.repeat(31)}`, 'name …'],
  ['1234 5678', ''],
  ['', ''],
  ['word '.repeat(40), `${'word '.repeat(16).trim()}…`],
])('of %j the ledger keeps %j', (said, kept) => {
  expect(purposeOf(said)).toBe(kept)
})
