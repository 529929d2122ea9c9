/** The events in a SQLite file: appended a group at a time, read fast. */
import { accepted, assert, type Hash } from '../../../base/index.ts'
import { DamagedLedgerError } from '../../damaged-ledger-error.ts'
import { type Anchor, anchorAfter, assertContinues, emptyAnchor, type Entry } from '../../entry.ts'
import { type ReadOptions, refuseTaken, type Store } from '../../store.ts'
import { bytesIn, type Database, integerIn, textIn } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { decodeGroup, decodeJoined, encodeGroup, type GroupRow } from './group-row.ts'

const selectTip = `SELECT first, length(CAST(coalesce(hashes, x'') AS BLOB)), CAST(substr(coalesce(hashes, x''), -32) AS BLOB) FROM groups ORDER BY first DESC LIMIT 1`
const insertGroup = `INSERT INTO groups VALUES (?, ?, ?)`
const selectStart = `SELECT max(first) FROM groups WHERE first <= ?`
const selectRows = `SELECT first, CAST(coalesce(hashes, x'') AS BLOB), CAST(coalesce(bodies, x'') AS BLOB) FROM groups WHERE first >= ? ORDER BY first LIMIT ?`

/** A limit makes the inner query run first, in its order, so the columns are joined in that order. */
const selectJoined = `
  SELECT CAST(group_concat(first) AS BLOB), CAST(group_concat(hex(hashes)) AS BLOB),
    CAST(group_concat(bodies, char(10, 10)) AS BLOB)
  FROM (SELECT first, hashes, bodies FROM groups WHERE first >= ? ORDER BY first LIMIT ?)`

/** Where the ledger in the file stands. */
export const readTip = (database: Database): Anchor => {
  const row = database.prepare(selectTip).row()
  if (row === undefined) return emptyAnchor
  const count = integerIn(row, 1) / 32
  // A tip of another shape is damage; `verify` says where it begins.
  const hash = bytesIn(row, 2).toString('hex') as Hash
  if (!Number.isInteger(count)) throw new DamagedLedgerError(integerIn(row, 0), 'a hash is cut')
  return { position: integerIn(row, 0) + count - 1, hash }
}

/** Appends a group, if the ledger stands at `expected`; durable when it returns. */
export const appendGroup = (
  database: Database,
  expected: number,
  entries: readonly Entry[],
): Awaited<ReturnType<Store['append']>> => {
  assertContinues(expected, entries)
  const { hashes, bodies } = encodeGroup(entries)
  return database.transaction(() => {
    const tip = readTip(database)
    if (tip.position !== expected) return refuseTaken(expected, tip.position)
    database.prepare(insertGroup).run(expected + 1, hashes, bodies)
    return accepted(anchorAfter(tip, entries))
  })
}

/** Reads entries after a position, in batches. */
export async function* readEntries(
  database: Database,
  after: number,
  options: ReadOptions = {},
): AsyncGenerator<readonly Entry[]> {
  const { through = Number.MAX_SAFE_INTEGER, batchCount = 1000 } = options
  assert(after >= 0 && batchCount >= 1, 'reading begins at 0 or later, in batches of at least one')
  let position = after + 1
  let pace: Pace = { rowCount: 16, groupCount: 1 }
  while (position <= through) {
    const chunk = readChunk(database, position, pace)
    const entries = cutAfter(chunk.entries, through)
    if (entries.length <= batchCount && entries.length > 0) yield entries
    else yield* batchesOf(entries, batchCount)
    if (chunk.damage !== undefined && chunk.damage.position <= through) throw chunk.damage
    if (entries.length === 0) return
    position += entries.length
    pace = nextPace(chunk, batchCount)
  }
}

function* batchesOf(entries: readonly Entry[], batchCount: number): Generator<readonly Entry[]> {
  for (let from = 0; from < entries.length; from += batchCount) {
    yield entries.slice(from, from + batchCount)
  }
}

interface Pace {
  readonly rowCount: number
  /** How many events the last rows had, on average. */
  readonly groupCount: number
}

interface Chunk {
  readonly entries: readonly Entry[]
  readonly rowCount: number
  readonly damage: DamagedLedgerError | undefined
}

/** Below this many events in a row, rows joined by SQLite are cheaper than rows fetched one by one. */
const joinedBelow = 16

/** So many rows that they hold about a batch, if they are like the last. */
const nextPace = ({ entries, rowCount }: Chunk, batchCount: number): Pace => {
  const groupCount = entries.length / rowCount
  return { groupCount, rowCount: Math.max(1, Math.floor(batchCount / groupCount)) }
}

const readChunk = (database: Database, position: number, pace: Pace): Chunk => {
  const entries: Entry[] = []
  try {
    const first = startOf(database, position)
    if (pace.groupCount < joinedBelow) {
      const joined = readJoined(database, first, pace.rowCount)
      if (joined !== undefined) return { ...joined, entries: cutBefore(joined.entries, position) }
    }
    const rows = readRows(database, first, pace)
    let next = first
    for (const row of rows) {
      const damage = decodeGroup(next, row, entries)
      if (damage !== undefined)
        return { entries: cutBefore(entries, position), rowCount: 1, damage }
      next = first + entries.length
    }
    return { entries: cutBefore(entries, position), rowCount: rows.length, damage: undefined }
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'database-damaged') throw error
    if (pace.rowCount > 1) return readChunk(database, position, { rowCount: 1, groupCount: 1e9 })
    return { entries, rowCount: 1, damage: new DamagedLedgerError(position, error.message, error) }
  }
}

const cutBefore = (entries: readonly Entry[], position: number): readonly Entry[] =>
  entries[0]?.position === position ? entries : entries.filter((it) => it.position >= position)

const cutAfter = (entries: readonly Entry[], through: number): readonly Entry[] =>
  (entries.at(-1)?.position ?? 0) <= through
    ? entries
    : entries.filter(({ position }) => position <= through)

/** Where the group begins that holds a position; the position itself where there is none. */
const startOf = (database: Database, position: number): number => {
  const found = database.prepare(selectStart).row(position)?.[0]
  return typeof found === 'number' ? Math.max(1, found) : position
}

const readRows = (database: Database, first: number, pace: Pace): readonly GroupRow[] =>
  database
    .prepare(selectRows)
    .rows(first, pace.rowCount)
    .map((row) => ({
      first: integerIn(row, 0),
      hashes: bytesIn(row, 1).toString('hex'),
      bodies: textIn(row, 2),
    }))

/** Rows joined by SQLite, or undefined where they do not part again, which only damage can cause. */
const readJoined = (database: Database, first: number, rowCount: number): Chunk | undefined => {
  const row = database.prepare(selectJoined).row(first, rowCount)
  if (row === undefined || row.includes(null)) return undefined
  const firsts = textIn(row, 0).split(',')
  const hashes = textIn(row, 1).toLowerCase()
  const entries = decodeJoined(first, { firsts, hashes, bodies: textIn(row, 2) })
  return entries && { entries, rowCount: firsts.length, damage: undefined }
}
