/** The error of a charter that is written wrong: every mistake with its place, its value and its mend. */
import { FirmError } from '../../base/index.ts'

/** One thing that is wrong with a charter, and what to do about it. */
export interface CharterMistake {
  /** Where it stands, such as `members.eve.roles`. */
  readonly place: string
  /** What is wrong, with the value, as a sentence without a full stop. */
  readonly sentence: string
  /** The mend, as a sentence. */
  readonly mend: string
}

/** A charter is written wrong. All its mistakes stand in one error. */
export class CharterError extends FirmError {
  override readonly name = 'CharterError'
  readonly mistakes: readonly CharterMistake[]

  constructor(firm: string, mistakes: readonly CharterMistake[]) {
    const lines = mistakes.map(
      ({ place, sentence, mend }) => `  ${place}: ${sentence}\n    ${mend}`,
    )
    super('charter-malformed', `the charter of '${firm}' is written wrong:\n${lines.join('\n')}`, {
      hint: mistakes[0]?.mend ?? '',
      data: { firm, mistakes: mistakes.map((mistake) => ({ ...mistake })) },
    })
    this.mistakes = mistakes
  }
}

/** The right words as a sentence's end: `ana, bob or eve`. */
export const orList = (words: readonly string[]): string => {
  if (words.length === 0) return 'none'
  if (words.length === 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}
