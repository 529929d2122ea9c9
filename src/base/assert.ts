/** Assertions of our own promises: a failed one is a defect of Firm, never of its user. */
import { FirmError } from './firm-error.ts'

/** Throws when a promise of our own is broken; `promise` says what should have been true. */
export function assert(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new BrokenPromiseError(promise)
}

/** Marks a place that exhaustive handling never reaches. */
export function unreachable(value: never): never {
  throw new BrokenPromiseError(`no case for ${JSON.stringify(value)}`)
}

/** The value, which by our own promise is there. */
export function present<T>(value: T | undefined | null, promise: string): T {
  assert(value !== undefined && value !== null, promise)
  return value
}

/** A promise of Firm's own code did not hold. */
export class BrokenPromiseError extends FirmError {
  override readonly name = 'BrokenPromiseError'

  constructor(promise: string) {
    super('broken-promise', `this should have been true: ${promise}`, {
      hint: 'This is a defect of Firm. The ledger is intact; report it with the output of `firm doctor`.',
    })
  }
}
