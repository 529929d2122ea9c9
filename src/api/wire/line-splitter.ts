/** Cuts a stream of text into its lines, whatever the pieces in which it arrives. */

/** Takes a piece of text and answers the lines that it completes. */
export type LineSplitter = (piece: string) => readonly string[]

/** A splitter of its own for one stream. What passes `charactersMax` without a line end throws a RangeError. */
export const lineSplitter = (charactersMax: number): LineSplitter => {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > charactersMax) {
      throw new RangeError(`a line has more than ${charactersMax} characters`)
    }
    return lines.filter((line) => line !== '')
  }
}
