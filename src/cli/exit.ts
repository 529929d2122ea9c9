/** How a command can end, and the exit code that says so. */

/** Done; refused by the firm or by what was found; wrong usage; not now, but later; a hook that agents refuse by. */
export type Exit = 'done' | 'refused' | 'wrong-usage' | 'not-now' | 'hook-refused'

/** The exit code of each ending. */
export const exitCodes: { readonly [ending in Exit]: number } = {
  done: 0,
  refused: 1,
  'wrong-usage': 2,
  'not-now': 3,
  // Coding agents have fixed this number.
  'hook-refused': 2,
}
