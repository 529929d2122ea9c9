/** The error of a protocol that is written wrong: it names the place, the value and the mend. */
import { FirmError, type FirmErrorOptions } from '../base/index.ts'

/** Every way in which writing a protocol can go wrong. */
export type ProtocolErrorCode =
  | 'no-json-schema'
  | 'schema-answers-later'
  | 'protocol-malformed'
  | 'protocol-open'
  | 'handlers-wrong'

/** One thing that is wrong with a protocol, and what to do about it. */
export interface Mistake {
  /** Where it stands, such as `messages.offer.in`. */
  readonly place: string
  /** What is wrong, with the value, as a sentence without a full stop. */
  readonly sentence: string
  /** The mend, as a sentence. */
  readonly mend: string
}

/** A protocol, one of its schemas or the code for one of its roles is written wrong. */
export class ProtocolError extends FirmError {
  override readonly name = 'ProtocolError'
  declare readonly code: ProtocolErrorCode

  constructor(code: ProtocolErrorCode, message: string, options: FirmErrorOptions) {
    super(code, message, options)
  }

  /** All mistakes of one protocol in one error; there is at least one. */
  static malformed(protocol: string, mistakes: readonly Mistake[]): ProtocolError {
    const lines = mistakes.map(({ place, sentence }) => `  ${place}: ${sentence}`)
    return new ProtocolError(
      'protocol-malformed',
      `protocol '${protocol}' is written wrong:\n${lines.join('\n')}`,
      {
        hint: mistakes[0]?.mend ?? '',
        data: { protocol, mistakes: mistakes.map((mistake) => ({ ...mistake })) },
      },
    )
  }
}
