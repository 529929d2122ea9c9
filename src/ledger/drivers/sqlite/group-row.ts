/** A row of the table of groups: what one commit appended, as columns and as entries. */
import type { Hash } from '../../../base/index.ts'
import { DamagedLedgerError } from '../../damaged-ledger-error.ts'
import type { Entry } from '../../entry.ts'

/** A row as it is read; `hashes` is hex, 64 digits for each event. */
export interface GroupRow {
  readonly first: number
  readonly hashes: string
  readonly bodies: string
}

/** Parts the bodies of a row. A canonical body has no line break, so it is unmistakable. */
export const bodySeparator = ',\n'

/** Parts rows that are read together; it does not occur within one. */
export const rowSeparator = '\n\n'

const hexDigits = 64

/** The columns of a group. */
export const encodeGroup = (
  entries: readonly Entry[],
): { readonly hashes: Buffer; readonly bodies: string } => ({
  hashes: Buffer.from(entries.map(({ hash }) => hash).join(''), 'hex'),
  bodies: entries.map(({ body }) => body).join(bodySeparator),
})

/**
 * Appends a row's entries to `into`, and answers the damage that follows them, if any. The row must begin at
 * `position`; entries before the first that is missing or misshapen are still given.
 */
export const decodeGroup = (
  position: number,
  { first, hashes, bodies: joined }: GroupRow,
  into: Entry[],
): DamagedLedgerError | undefined => {
  if (first !== position) return new DamagedLedgerError(position, `the next group is at ${first}`)
  const bodies = joined.split(bodySeparator)
  const count = Math.min(bodies.length, Math.floor(hashes.length / hexDigits))
  for (let index = 0; index < count; index += 1) {
    const body = bodies[index] ?? ''
    // The digits come from a blob, so they are hex; whether they fit is for `verify`.
    const hash = hashes.slice(index * hexDigits, (index + 1) * hexDigits) as Hash
    into.push({ position: position + index, hash, body })
  }
  const isWhole = bodies.length * hexDigits === hashes.length
  return isWhole
    ? undefined
    : new DamagedLedgerError(position + count, 'hashes and bodies of its group differ in number')
}
