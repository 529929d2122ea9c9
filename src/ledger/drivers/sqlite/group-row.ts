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

/** Rows that were read together: their first positions and their hashes parted by commas, their bodies as above. */
export interface JoinedRows {
  readonly firsts: readonly string[]
  readonly hashes: string
  readonly bodies: string
}

/**
 * The entries of joined rows, in one walk over both texts, which must part alike; undefined where they do not, which
 * only damage can cause: then the rows are to be read one by one, to find it.
 */
export const decodeJoined = (position: number, joined: JoinedRows): Entry[] | undefined => {
  const { firsts, hashes, bodies } = joined
  const entries: Entry[] = []
  let [start, digits, rowStart, row] = [0, 0, 0, 0]
  for (;;) {
    if (rowStart === digits && Number(firsts[row]) !== position + entries.length) return undefined
    const found = bodies.indexOf('\n', start)
    const end = found < 0 ? bodies.length : found
    const isWithin = found > 0 && bodies.charCodeAt(found - 1) === comma
    entries.push({
      position: position + entries.length,
      // The digits come from a blob, so they are hex; whether they fit is for `verify`.
      hash: hashes.slice(digits, digits + hexDigits) as Hash,
      body: bodies.slice(start, isWithin ? end - 1 : end),
    })
    digits += hexDigits
    start = end + 1
    if (isWithin) continue
    const rowEnd = hashes.indexOf(',', rowStart)
    if (digits !== (rowEnd < 0 ? hashes.length : rowEnd)) return undefined
    row += 1
    if (found < 0) return row === firsts.length && rowEnd < 0 ? entries : undefined
    if (bodies.charCodeAt(start) !== lineBreak) return undefined
    start += 1
    digits += 1
    rowStart = digits
  }
}

const comma = 44
const lineBreak = 10
