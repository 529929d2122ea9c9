/** Lines at the pace of a reader: each waits its turn, and whoever asks a question waits for the lines before it. */

/** A printer of lines. */
export interface Printer {
  readonly print: (line: string) => void
  /** Resolves once everything printed so far stands on the screen. */
  readonly flush: () => Promise<void>
}

/** A printer that leaves so many milliseconds between lines; 0 prints at once. */
export const pacedPrinter = (write: (line: string) => void, paceMs: number): Printer => {
  let last: Promise<void> = Promise.resolve()
  const pause = async (): Promise<void> =>
    await new Promise((resolve) => {
      setTimeout(resolve, paceMs)
    })
  return {
    print: (line) => {
      if (paceMs === 0) return write(line)
      last = last.then(async () => {
        write(line)
        await pause()
      })
    },
    flush: async () => await last,
  }
}
