/** What the house has reached: a number here may be lowered, never raised. */
export const ratchet = {
  /** Share of files with more than 150 lines of code. */
  filesOverAimPercent: 9,
  /** Share of functions with more than 25 lines of code. */
  functionsOverAimPercent: 3,
} as const
