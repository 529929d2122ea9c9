/** The store driver of one SQLite file: the embedded default. */
import type { Store } from '../../store.ts'
import type { Database } from './database.ts'
import { closeDatabase, openDatabase } from './schema.ts'
import { appendGroup, readEntries, readTip } from './sqlite-entries.ts'
import { sqliteHosting } from './sqlite-hosting.ts'
import { sqliteMarks } from './sqlite-marks.ts'
import { sqliteSnapshots } from './sqlite-snapshots.ts'
import { watchTip } from './watch-tip.ts'

/** How a ledger's file is opened. */
export interface SqliteStoreOptions {
  /** How often a watched file is looked at for what other processes appended. */
  readonly watchEveryMs?: number
}

/** Opens the ledger in a file, and makes it where there is none. Reading needs no hosting. */
export const openSqliteStore = async (
  path: string,
  options: SqliteStoreOptions = {},
): Promise<Store> => storeOn(await openDatabase(path), options)

const storeOn = (database: Database, { watchEveryMs = 100 }: SqliteStoreOptions): Store => {
  const hosting = sqliteHosting(database)
  const watching = watchTip(() => readTip(database).position, watchEveryMs)
  return {
    tip: async () => readTip(database),
    append: async (expected, entries) => {
      const outcome = appendGroup(database, expected, entries)
      if (outcome.ok) watching.look()
      return outcome
    },
    read: (after, options) => readEntries(database, after, options),
    snapshots: sqliteSnapshots(database),
    marks: sqliteMarks(database),
    hosting,
    watch: watching.watch,
    close: async () => {
      watching.close()
      hosting.close()
      closeDatabase(database)
    },
  }
}
