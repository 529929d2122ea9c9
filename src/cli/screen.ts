/** The port of the screen: where a verb writes, so that a test needs no process. */

/** Two streams of lines, and what is known of them. */
export interface Screen {
  /** Writes to standard output. */
  readonly write: (line: string) => void
  /** Writes to standard error: what went wrong, and how to mend it. */
  readonly complain: (line: string) => void
  /** Whether a person sits before it. */
  readonly isTerminal: boolean
}
