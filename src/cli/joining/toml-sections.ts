/** Takes tables out of a TOML file, and leaves every other byte where it was. */
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'smol-toml'
import { accepted, isJsonObject, type Outcome, refused } from '../../base/index.ts'
import type { Uneditable } from './json-document.ts'

/** A table's header as the names that it is made of, and its lines with the blank one before it. */
interface Section {
  /** Empty for what stands before the first header. */
  readonly names: readonly string[]
  readonly text: string
}

/** Whether a table goes, by its names, and by what was there before us, where that is known. */
export type GoingTable = (names: readonly string[], before: Values | undefined) => boolean

/** What a file says, by its names. */
export interface Values {
  readonly [name: string]: unknown
}

/**
 * The text without the tables that go, and without headers of empty tables that those leave and that `bare` did not
 * have. What is left is proved to say what the text said but for those tables.
 */
export const removeTables = (
  text: string,
  going: GoingTable,
  bare: string | undefined,
): Outcome<string, Uneditable> => {
  const now = parsed(text)
  const before = bare === undefined ? undefined : parsed(bare)
  if (now === undefined) return refused('broken', 'it is no TOML', 'Mend it, and say it again.')
  const goes = (names: readonly string[]): boolean => going(names, before)
  const sections = sectionsOf(text)
  const gone = sections.filter(({ names }) => names.length > 0 && goes(names))
  const rest = sections.filter((section) => !gone.includes(section))
  const had = bare === undefined ? [] : sectionsOf(bare)
  const isLeft = ({ names, text: own }: Section): boolean =>
    names.length > 0 &&
    own.split('\n').filter((line) => line.trim() !== '').length === 1 &&
    gone.some((one) => names.every((name, at) => one.names[at] === name)) &&
    !had.some((one) => isDeepStrictEqual(one.names, names))
  const after = rest.filter((section) => !isLeft(section)).map((section) => section.text)
  const left = after.join('')
  const says = parsed(left)
  const isProved =
    says !== undefined &&
    isDeepStrictEqual(
      pruned(says, () => false),
      pruned(now, goes),
    )
  if (isProved) return accepted(left)
  return refused('other-shape', 'ours cannot be told from the rest', 'Take it out by hand.')
}

const parsed = (text: string): Values | undefined => {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

const sectionsOf = (text: string): readonly Section[] => {
  const lines = text.split(/(?<=\n)/)
  const sections: { names: readonly string[]; lines: string[] }[] = [{ names: [], lines: [] }]
  for (const line of lines) {
    const names = namesIn(line)
    const last = sections.at(-1)
    if (names === undefined) last?.lines.push(line)
    else {
      // Codex puts one blank line before a header; more of them are its owner's.
      const isApart = last?.lines.at(-1)?.trim() === ''
      const blank = isApart ? (last?.lines.splice(-1) ?? []) : []
      sections.push({ names, lines: [...blank, line] })
    }
  }
  return sections.map(({ names, lines: own }) => ({ names, text: own.join('') }))
}

/** The names of a header; undefined for any other line. */
const namesIn = (line: string): readonly string[] | undefined => {
  if (/^\s*\[\[/.test(line)) return ['[[]]']
  if (!/^\s*\[/.test(line)) return undefined
  let inner: unknown = parsed(line)
  const names: string[] = []
  while (isJsonObject(inner) && Object.keys(inner).length === 1) {
    const [[name, value] = ['', undefined]] = Object.entries(inner)
    names.push(name)
    inner = value
  }
  return names.length === 0 ? undefined : names
}

/** The values without the tables that go; a table with nothing in it says nothing. */
const pruned = (
  value: unknown,
  goes: (names: readonly string[]) => boolean,
  names: readonly string[] = [],
): unknown => {
  if (!isJsonObject(value) || value instanceof Date) return value
  const kept = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const path = [...names, name]
    if (isJsonObject(inner) && goes(path)) return []
    const left = pruned(inner, goes, path)
    return isJsonObject(left) && Object.keys(left).length === 0 ? [] : [[name, left]]
  })
  return Object.fromEntries(kept)
}
