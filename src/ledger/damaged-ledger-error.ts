/** The error of a ledger whose storage has lost its shape. */
import { FirmError } from '../base/index.ts'

/** The storage gives no well-formed event at this position. */
export class DamagedLedgerError extends FirmError {
  override readonly name = 'DamagedLedgerError'
  readonly position: number

  constructor(position: number, found: string, cause?: unknown) {
    super('ledger-damaged', `the ledger is damaged at position ${position}: ${found}`, {
      hint: 'Run `firm verify` to see how far it is whole, and restore the file from a copy.',
      data: { position, found },
      cause,
    })
    this.position = position
  }
}
