/** Files and functions stay small: hard limits, and shares of larger ones that may only fall. */
import { type House, isTest, lineCount, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'
import { ratchet } from '../ratchet.ts'
import { Visitor } from 'oxc-parser'

const fileLinesMax = 400
const functionLinesMax = 60
const fileLinesAim = 150
const functionLinesAim = 25

interface Measured {
  readonly place: string
  readonly lines: number
}

const houseFiles = ({ sources }: House): readonly SourceFile[] =>
  sources.filter((source) => !isTest(source.path))

const filesOf = (house: House): readonly Measured[] =>
  houseFiles(house).map(({ path, code }) => ({ place: path, lines: lineCount(code) }))

/** Every function with a body, nested ones too: a long one counts for those around it as well. */
const functionsOf = (source: SourceFile): readonly Measured[] => {
  const found: Measured[] = []
  const measure = (node: { readonly start: number; readonly end: number }): void => {
    const line = source.text.slice(0, node.start).split('\n').length
    const lines = lineCount(source.code.slice(node.start, node.end))
    found.push({ place: `${source.path}:${line}`, lines })
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(source.program)
  return found
}

const over = (all: readonly Measured[], limit: number): readonly string[] =>
  all.filter(({ lines }) => lines > limit).map(({ place, lines }) => `${place} has ${lines} lines`)

const manyLines = (count: number): string =>
  Array.from({ length: count }, (_, line) => `  console.log(${line})`).join('\n')

export const filesAreShort: Rule = {
  name: `no file has more than ${fileLinesMax} lines of code`,
  find: (house) => over(filesOf(house), fileLinesMax),
  breach: { 'src/base/long.ts': manyLines(fileLinesMax + 1) },
  red: ['src/base/long.ts has 401 lines'],
}

export const functionsAreShort: Rule = {
  name: `no function has more than ${functionLinesMax} lines of code`,
  find: (house) => over(houseFiles(house).flatMap(functionsOf), functionLinesMax),
  breach: { 'src/base/long.ts': `const long = () => {\n${manyLines(functionLinesMax)}\n}\n` },
  red: ['src/base/long.ts:1 has 62 lines'],
}

/** Breaches where the share of things over the aim is above what was reached before. */
const aboveRatchet = (
  all: readonly Measured[],
  aim: number,
  percentMax: number,
): readonly string[] => {
  const large = over(all, aim)
  const percent = (100 * large.length) / Math.max(1, all.length)
  return percent <= percentMax ? [] : [`${percent.toFixed(1)} % are over ${aim} lines`, ...large]
}

export const fewLongFiles: Rule = {
  name: `at most ${ratchet.filesOverAimPercent} % of files have more than ${fileLinesAim} lines`,
  find: (house) => aboveRatchet(filesOf(house), fileLinesAim, ratchet.filesOverAimPercent),
  breach: { 'src/base/long.ts': manyLines(fileLinesAim + 1) },
  red: ['100.0 % are over 150 lines', 'src/base/long.ts has 151 lines'],
}

export const fewLongFunctions: Rule = {
  name: `at most ${ratchet.functionsOverAimPercent} % of functions have more than ${functionLinesAim} lines`,
  find: (house) =>
    aboveRatchet(
      houseFiles(house).flatMap(functionsOf),
      functionLinesAim,
      ratchet.functionsOverAimPercent,
    ),
  breach: { 'src/base/long.ts': `const long = () => {\n${manyLines(functionLinesAim)}\n}\n` },
  red: ['100.0 % are over 25 lines', 'src/base/long.ts:1 has 27 lines'],
}
