/** Cuts a stream of text into its lines, whatever the pieces in which it arrives. */
import { FirmError } from './firm-error.ts'

/** Takes a piece of text and answers the lines that it completes. */
export type LineSplitter = (piece: string) => readonly string[]

/** A splitter of its own for one stream. What passes `charactersMax` without a line end throws. */
export const lineSplitter = (charactersMax: number): LineSplitter => {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > charactersMax) throw new LineTooLongError(charactersMax)
    return lines.filter((line) => line !== '')
  }
}

/** A line never ends. */
export class LineTooLongError extends FirmError {
  override readonly name = 'LineTooLongError'

  constructor(charactersMax: number) {
    super('line-too-long', `a line has more than ${charactersMax} characters`, {
      hint: 'Put what is large into files, and name them.',
      data: { charactersMax },
    })
  }
}
