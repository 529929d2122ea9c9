/** The one class of errors that Firm throws; each part extends it where it throws. */
import type { Json } from './json.ts'

/** What every error carries besides its message: what to do next, the values, the cause. */
export interface FirmErrorOptions {
  /** What the reader should do next, as a sentence. */
  readonly hint?: string
  /** The values that the message speaks of. */
  readonly data?: { readonly [name: string]: Json }
  readonly cause?: unknown
}

/** An error with a stable code, a message that names place and value, and a hint that names the mend. */
export class FirmError extends Error {
  override readonly name: string = 'FirmError'
  readonly code: string
  readonly hint: string | undefined
  readonly data: { readonly [name: string]: Json }

  constructor(code: string, message: string, options: FirmErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.data = options.data ?? {}
  }
}
