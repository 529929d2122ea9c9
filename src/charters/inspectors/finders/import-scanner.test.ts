import { expect, test } from 'vitest'
import { mayImport, scanImports } from './import-scanner.ts'

const named = (source: string): string[] => scanImports(source).map(({ specifier }) => specifier)

test.each([
  ['import a from \'a\'; import b, { c } from "b"', ['a', 'b']],
  ["import 'a'\nexport * from 'b'\nexport { x } from 'c'", ['a', 'b', 'c']],
  ["import type { A } from 'a'\nimport b = require('b')", ['a', 'b']],
  ["await import('a'); import(/* chunk */ 'b')", ['a', 'b']],
  ["require('a'); require.resolve('b'); require /* why */ ('c')", ['a', 'b', 'c']],
  ["const t = `x ${`y ${require('a')} '`} z`\nrequire('b')", ['a', 'b']],
  ["const t = `${ { a: '}' } }`; require('b')", ['b']],
  ["if (/['\"`]/.test(x)) require('a')\nconst y = a / b / c; require('d')", ['a', 'd']],
  ["const p = <p>don't</p>\nrequire('a')", ['a']],
  ["const r = x ? /[/'\"]/ : 1\nimport('a')", ['a']],
])('%s names its modules', (source, expected) => {
  expect(named(source)).toEqual(expected)
  for (const specifier of expected) expect(mayImport(source, (one) => one === specifier)).toBe(true)
})

test.each([
  "// import a from 'a'",
  "/* require('a') */",
  'const s = "import a from \'a\'"',
  "const t = `\nimport a from 'a'\n`",
  "loader.require('a'); x.import('b'); myrequire('c')",
  "const from = 'a'; const o = { from: 'b', require: 'c' }",
])('%s names none', (source) => {
  expect(named(source)).toEqual([])
})

test('a module is named at the line of its text', () => {
  expect(scanImports("\n/*\n\n*/ import {\n  a,\n} from 'a'\n")).toEqual([
    { specifier: 'a', line: 6 },
  ])
})

test('a source that ends in the middle of anything is read to its end', () => {
  for (const source of ['`', "'", '"', '/*', '/', '`${', '`${`', '}', '//', '\\', "require('"]) {
    expect(named(source)).toEqual([])
  }
})
