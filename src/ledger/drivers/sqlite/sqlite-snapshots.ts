/** The snapshot side of a SQLite file: one row, with a digest of its own. */
import { hash as digest } from 'node:crypto'
import { assert, parseHash } from '../../../base/index.ts'
import type { Snapshot, Snapshots } from '../../snapshot.ts'
import { bytesIn, type Cell, type Database, decodeText, integerIn, textIn } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { readEntries, readTip } from './sqlite-entries.ts'

const replace = `INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?, ?)`
const select = `
  SELECT CAST(format AS BLOB), position, CAST(hash AS BLOB), CAST(digest AS BLOB), CAST(body AS BLOB)
  FROM snapshot`
const drop = `DELETE FROM snapshot WHERE CAST(digest AS BLOB) = ?`

/** The snapshots of a ledger's file: the latest one. */
export const sqliteSnapshots = (database: Database): Snapshots => ({
  keep: async (snapshot) => {
    const { format, position, hash, body } = snapshot
    database.transaction(() => {
      assert(position <= readTip(database).position, 'a snapshot is of what is durable')
      const kept = digest('sha256', body, 'hex')
      database.prepare(replace).run(format, position, hash, kept, body)
    })
  },
  latest: async (format) => {
    const row = database.prepare(select).row()
    if (row === undefined) return undefined
    const snapshot = decode(row)
    if (snapshot?.format === format && (await isChained(database, snapshot))) return snapshot
    dropSnapshot(database, bytesIn(row, 3))
    return undefined
  },
})

/** Drops what was read and nothing newer. A reader that may not write leaves it, for it is never used. */
const dropSnapshot = (database: Database, kept: Buffer): void => {
  try {
    database.prepare(drop).run(kept)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'database-read-only') throw error
  }
}

const decode = (row: readonly Cell[]): Snapshot | undefined => {
  const body = bytesIn(row, 4)
  const hash = parseHash(textIn(row, 2))
  if (hash === undefined || digest('sha256', body, 'hex') !== textIn(row, 3)) return undefined
  return { format: textIn(row, 0), position: integerIn(row, 1), hash, body: decodeText(body) }
}

const isChained = async (database: Database, { position, hash }: Snapshot): Promise<boolean> => {
  if (position === 0) return true
  for await (const [entry] of readEntries(database, position - 1, { through: position })) {
    return entry?.hash === hash
  }
  return false
}
