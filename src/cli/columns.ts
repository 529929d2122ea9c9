/** Rows as lines whose columns stand under each other; the last column is never padded. */
import { oneLine } from './plain-text.ts'

/** The lines of a table; an indent is put before each. */
export const columns = (
  cells: readonly (readonly string[])[],
  indent = '  ',
): readonly string[] => {
  const rows = cells.map((row) => row.map(oneLine))
  const widths: number[] = []
  for (const row of rows) {
    for (const [place, cell] of row.entries()) {
      widths[place] = Math.max(widths[place] ?? 0, cell.length)
    }
  }
  return rows.map((row) =>
    `${indent}${row.map((cell, place) => cell.padEnd(widths[place] ?? 0)).join('  ')}`.trimEnd(),
  )
}

/** A heading with its rows, or with one line that says that there are none. */
export const section = (
  heading: string,
  rows: readonly (readonly string[])[],
): readonly string[] => [heading, ...(rows.length === 0 ? ['  nothing'] : columns(rows)), '']
