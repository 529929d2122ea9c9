/** How a command can end, and the exit code that says so. */

/** Done; refused by the firm or by what was found; wrong usage; not now, but later. */
export type Exit = 'done' | 'refused' | 'wrong-usage' | 'not-now'

/** The exit code of each ending. */
export const exitCodes: { readonly [ending in Exit]: number } = {
  done: 0,
  refused: 1,
  'wrong-usage': 2,
  'not-now': 3,
}
