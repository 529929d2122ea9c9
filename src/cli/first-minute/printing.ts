/** What is told at the pace of a reader: each piece waits its turn, and whoever asks a question waits for those before it. */

/** A printer. */
export interface Printer {
  /** A line, or several that are read as one piece. */
  readonly print: (text: string) => void
  /** Resolves once everything printed so far stands on the screen. */
  readonly flush: () => Promise<void>
}

/** A printer that leaves so many milliseconds between pieces; 0 prints at once. */
export const pacedPrinter = (write: (text: string) => void, paceMs: number): Printer => {
  let shown: Promise<void> = Promise.resolve()
  let read: Promise<void> = shown
  const pause = async (): Promise<void> =>
    await new Promise((resolve) => {
      setTimeout(resolve, paceMs)
    })
  return {
    print: (text) => {
      if (paceMs === 0) return write(text)
      shown = read.then(() => write(text))
      read = shown.then(pause)
    },
    // What stands on the screen may be answered at once: a key that came before its time would be lost.
    flush: async () => await shown,
  }
}
